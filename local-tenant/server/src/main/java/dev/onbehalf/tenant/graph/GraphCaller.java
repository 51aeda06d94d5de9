package dev.onbehalf.tenant.graph;

import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.directory.Tenant;
import dev.onbehalf.tenant.discovery.Addresses;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.keys.Jwt;
import dev.onbehalf.tenant.keys.SigningKeys;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * Who calls Graph, after the token was verified the way only Graph can (its header's nonce is hashed in what was
 * signed).
 *
 * @param person null for an application in its own name
 */
record GraphCaller(Person person, Set<String> scopes, Jwt token) {

    void needsAnyOf(String... names) {
        for (String name : names) {
            if (scopes.contains(name)) {
                return;
            }
        }
        throw GraphError.forbidden();
    }

    /** Verifies bearer tokens. */
    static final class Verifier {
        private final Directory directory;
        private final SigningKeys keys;
        private final Addresses addresses;
        private final Clock clock;

        Verifier(Directory directory, SigningKeys keys, Addresses addresses, Clock clock) {
            this.directory = directory;
            this.keys = keys;
            this.addresses = addresses;
            this.clock = clock;
        }

        GraphCaller of(Call call) {
            String bearer = call.bearer().orElseThrow(() -> GraphError.invalidToken("Access token is empty."));
            Jwt token = Jwt.parse(bearer)
                    .orElseThrow(
                            () -> GraphError.invalidToken("IDX14100: JWT is not well formed, there are no dots (.)."));
            call.notes().token = token.forAudit();
            if (!token.isSignedBy(keys)) {
                throw GraphError.invalidToken("IDX10511: Signature validation failed.");
            }
            requireForGraph(token);
            Person person = directory.person(String.valueOf(token.text("oid"))).orElse(null);
            call.notes().user = token.text("oid");
            if (person != null && !directory.isEnabled(person)) {
                throw GraphError.invalidToken("The user account is disabled.");
            }
            String scp = token.text("scp");
            return new GraphCaller(
                    scp == null ? null : person,
                    Set.copyOf(List.of(scp == null ? new String[0] : scp.split(" "))),
                    token);
        }

        private void requireForGraph(Jwt token) {
            Tenant tenant = directory
                    .tenant(String.valueOf(token.text("tid")))
                    .orElseThrow(() -> GraphError.invalidToken("Invalid tenant."));
            if (!addresses.isIssuerOf(token.text("iss"), tenant.id())) {
                throw GraphError.invalidToken("Invalid issuer.");
            }
            if (directory
                    .resource(String.valueOf(token.text("aud")), tenant)
                    .map(Application::clientId)
                    .filter(Directory.GRAPH::equals)
                    .isEmpty()) {
                throw GraphError.invalidToken("Access token validation failure. Invalid audience.");
            }
            long now = clock.instant().getEpochSecond();
            if (token.seconds("exp") <= now || token.seconds("nbf") > now + 300) {
                throw GraphError.invalidToken("Lifetime validation failed, the token is expired.");
            }
        }
    }
}
