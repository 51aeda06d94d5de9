package dev.onbehalf.tenant.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.directory.Tenant;
import dev.onbehalf.tenant.discovery.Addresses;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.keys.Jwt;
import dev.onbehalf.tenant.keys.SigningKeys;
import dev.onbehalf.tenant.policy.ClaimsChallenge;
import dev.onbehalf.tenant.token.Aio;
import java.time.Clock;
import java.time.Instant;
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
        private final Aio aio;
        private final Clock clock;

        Verifier(Directory directory, SigningKeys keys, Addresses addresses, Aio aio, Clock clock) {
            this.directory = directory;
            this.keys = keys;
            this.addresses = addresses;
            this.aio = aio;
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
            if (person != null) {
                evaluate(person, token);
            }
            String scp = token.text("scp");
            return new GraphCaller(
                    scp == null ? null : person,
                    Set.copyOf(List.of(scp == null ? new String[0] : scp.split(" "))),
                    token);
        }

        /** Continuous access evaluation: what happened since the token was issued counts. */
        private void evaluate(Person person, Jwt token) {
            if (!directory.isEnabled(person)) {
                throw challenge(token, clock.instant(), "The user account is disabled.");
            }
            directory.revocations().outdated(person.oid(), aio.issuedAt(token)).ifPresent(since -> {
                throw challenge(token, since, "Lifetime validation failed, the token was revoked.");
            });
        }

        /** Clients that never said they could handle a challenge ({@code cp1}) get none. */
        private static GraphError challenge(Jwt token, Instant since, String message) {
            for (JsonNode capability : token.claims().path("xms_cc")) {
                if (capability.asText().equalsIgnoreCase("cp1")) {
                    return GraphError.insufficientClaims(ClaimsChallenge.forNewerThan(since.getEpochSecond()));
                }
            }
            return GraphError.invalidToken(message);
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
