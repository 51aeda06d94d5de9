package dev.onbehalf.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.doctor.Finding.Broken;
import dev.onbehalf.doctor.Finding.Doubtful;
import dev.onbehalf.doctor.Finding.Fine;
import dev.onbehalf.doctor.Finding.Unchecked;
import dev.onbehalf.doctor.Refusals.Registration;
import dev.onbehalf.doctor.Tenant.TokenAnswer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Asks the tenant for a token for orders-api, by client credentials: are the credential, the audience and the version right? */
final class TokenChecks {

    private static final Duration SOON = Duration.ofDays(30);
    /** The tenant looks at the credential before it looks for the resource. */
    private static final Set<Integer> AFTER_THE_CREDENTIAL = Set.of(500011, 50105, 501051, 650057, 90009);

    private final Settings settings;
    private final Tenant tenant;
    private final Clock clock;

    TokenChecks(Settings settings, Tenant tenant, Clock clock) {
        this.settings = settings;
        this.tenant = tenant;
        this.clock = clock;
    }

    /** @param resource what orders-api is called in the request */
    List<Finding> of(Registration client, Proof.Usable proof, URI authority, String resource) {
        return switch (tenant.tokenFor(resource, client.clientId(), authority, proof)) {
            case TokenAnswer.Granted granted -> {
                List<Finding> findings = new ArrayList<>(accepted(proof));
                findings.add(token(granted.claims(), resource));
                yield findings;
            }
            case TokenAnswer.Refused refused
            when AFTER_THE_CREDENTIAL.contains(refused.number()) -> {
                List<Finding> findings = new ArrayList<>(accepted(proof));
                findings.add(Refusals.finding("API token", refused, client, resource));
                yield findings;
            }
            case TokenAnswer.Refused refused ->
                List.of(
                        Refusals.finding("credential", refused, client, resource),
                        new Unchecked(
                                "API token", "not checked: the tenant gives none before the credential is right"));
            case TokenAnswer.Silent silent ->
                List.of(
                        new Broken(
                                "credential",
                                "not tried: " + silent.silence().why(),
                                silent.silence().remedy()),
                        new Unchecked("API token", "not checked: no answer from the tenant"));
        };
    }

    private List<Finding> accepted(Proof.Usable proof) {
        return proof.end()
                .map(end -> List.of(ending(proof, end)))
                .orElseGet(
                        () -> List.of(
                                new Fine("credential", proof.description() + ", accepted by the tenant"),
                                new Unchecked(
                                        "credential's end",
                                        "not checked: only administrators are told (App registrations → Certificates & secrets)")));
    }

    private Finding ending(Proof.Usable proof, Instant end) {
        String what = proof.description() + ", accepted by the tenant until " + end;
        boolean renewsItself = proof instanceof Proof.Assertion;
        return renewsItself || clock.instant().plus(SOON).isBefore(end)
                ? new Fine("credential", what)
                : new Doubtful(
                        "credential",
                        what,
                        "Register the next certificate beside this one, replace the files, remove this one"
                                + " (docs/credentials.md).");
    }

    private Finding token(JsonNode claims, String resource) {
        String audience = claims.path("aud").asText();
        String issuer = claims.path("iss").asText();
        if (!Set.of(settings.apiClientId(), settings.apiAppIdUri()).contains(audience)) {
            return new Broken(
                    "API token",
                    "a token for " + resource + " is for " + audience + ", which orders-api refuses",
                    "ENTRA_API_CLIENT_ID and ENTRA_API_APP_ID_URI must be of the same registration; leave the latter out"
                            + " if its Application ID URI is api://<client id>.");
        }
        if (!Set.of(
                        settings.authorityHost() + "/" + settings.tenantId() + "/v2.0",
                        settings.stsHost() + "/" + settings.tenantId() + "/")
                .contains(issuer)) {
            return new Broken(
                    "API token",
                    "its issuer is " + issuer + ", which orders-api refuses",
                    "ENTRA_AUTHORITY_HOST, ENTRA_TOKEN_AUTHORITY_HOST and ENTRA_STS_HOST must be of the same cloud.");
        }
        String version = claims.path("ver").asText();
        return version.equals("2.0")
                ? new Fine("API token", "version 2.0, audience " + audience)
                : new Doubtful(
                        "API token",
                        "version " + version + ", audience " + audience + ": accepted, but of the older form",
                        "App registrations → orders-api → Manifest: api.requestedAccessTokenVersion 2;"
                                + " setup/entra-setup.sh does it.");
    }
}
