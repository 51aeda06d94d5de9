package dev.onbehalf.doctor;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How an application proves who it is, or why it cannot from here. */
sealed interface Proof {

    /** Can be shown to the tenant. */
    interface Usable {

        /** As a finding names it: {@code a secret}. */
        String description();

        /** When it ends; empty where only the registration knows. */
        Optional<Instant> end();

        Map<String, String> parameters(String clientId, URI tokenEndpoint);
    }

    record Usual(Usable proof) implements Proof {}

    /** Not there, or not to be read. */
    record Missing(String why, String remedy) implements Proof {}

    /** There, but not for us. */
    record OutOfReach(String why) implements Proof {}

    record ClientSecret(Secret secret) implements Usable {
        @Override
        public String description() {
            return "a secret";
        }

        @Override
        public Optional<Instant> end() {
            return Optional.empty();
        }

        @Override
        public Map<String, String> parameters(String clientId, URI tokenEndpoint) {
            return Map.of("client_secret", secret.value());
        }
    }

    /** Somebody else's token about this application: of a cluster. */
    record Assertion(Secret token, String description, Optional<Instant> end) implements Usable {

        @Override
        public Map<String, String> parameters(String clientId, URI tokenEndpoint) {
            return assertion(token.value());
        }
    }

    static Map<String, String> assertion(String token) {
        return Map.of(
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                token);
    }

    static Proof ofWebFrontend(Settings settings) {
        return settings.secret(Settings.WEB_CLIENT_SECRET)
                .<Proof>map(secret -> new Usual(new ClientSecret(secret)))
                .orElseGet(() -> missing(Settings.WEB_CLIENT_SECRET, "web-frontend"));
    }

    static Proof ofOrdersApi(Settings settings, Clock clock) {
        return switch (settings.credentialKind()) {
            case "secret" ->
                settings.secret(Settings.API_CLIENT_SECRET)
                        .<Proof>map(secret -> new Usual(new ClientSecret(secret)))
                        .orElseGet(() -> missing(Settings.API_CLIENT_SECRET, "orders-api"));
            case "certificate" -> certificate(settings, clock);
            case "workload-identity" -> workloadIdentity(settings);
            case "managed-identity" ->
                new OutOfReach("the managed identity belongs to the machine orders-api runs on; its start checks it");
            default ->
                new Missing(
                        "entra.api-credential is " + settings.credentialKind(),
                        "Set ENTRA_API_CREDENTIAL to secret, certificate, workload-identity or managed-identity.");
        };
    }

    private static Proof missing(String setting, String registration) {
        return new Missing(
                setting + " is not set",
                "App registrations → " + registration + " → Certificates & secrets → New client secret; set "
                        + Settings.variable(setting) + " to its Value.");
    }

    private static Proof certificate(Settings settings, Clock clock) {
        Optional<Path> file = settings.text("entra.api-certificate.file").map(Path::of);
        if (file.isEmpty()) {
            return new Missing("entra.api-certificate.file is not set", "Set ENTRA_API_CERTIFICATE_FILE.");
        }
        try {
            return new Usual(CertificateProof.read(
                    file.get(),
                    settings.text("entra.api-certificate.key-file").map(Path::of),
                    settings.secret("entra.api-certificate.password"),
                    clock));
        } catch (IOException | GeneralSecurityException | RuntimeException unusable) {
            return new Missing(
                    file.get() + " gives no certificate with its key",
                    "RSA, PEM with an unencrypted PKCS8 key, or PKCS12 with ENTRA_API_CERTIFICATE_PASSWORD;"
                            + " docs/credentials.md.");
        }
    }

    private static Proof workloadIdentity(Settings settings) {
        Optional<Path> file = settings.text("entra.federated-token-file")
                .or(() -> settings.text("azure.federated.token.file"))
                .map(Path::of);
        if (file.isEmpty()) {
            return new OutOfReach("the workload identity's token is in the pod orders-api runs in");
        }
        try {
            String token =
                    Files.readString(file.get(), StandardCharsets.US_ASCII).strip();
            Optional<Instant> end = Optional.of(Tenant.claims(token).path("exp").asLong())
                    .filter(seconds -> seconds > 0)
                    .map(Instant::ofEpochSecond);
            return new Usual(new Assertion(new Secret(token), "the workload identity in " + file.get(), end));
        } catch (IOException unreadable) {
            return new Missing(
                    file.get() + " cannot be read",
                    "Label the pod azure.workload.identity/use: \"true\" and annotate its service account with"
                            + " azure.workload.identity/client-id.");
        }
    }
}
