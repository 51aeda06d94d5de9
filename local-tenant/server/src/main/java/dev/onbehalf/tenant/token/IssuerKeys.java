package dev.onbehalf.tenant.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWKSet;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Set;

/**
 * The keys of another issuer by its own discovery document. Only issuers on this machine are asked: the local tenant
 * reaches nothing beyond it. Nothing is kept, so a rollover is seen at once.
 */
final class IssuerKeys {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int MOST_BYTES = 256 * 1024;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @throws dev.onbehalf.tenant.error.EntraError 50166 when the issuer does not answer as it should */
    JWKSet of(String issuer) {
        try {
            String document = issuer.endsWith("/")
                    ? issuer + ".well-known/openid-configuration"
                    : issuer + "/.well-known/openid-configuration";
            JsonNode metadata = Json.object(get(document)).orElseThrow(Aadsts.FEDERATED_ISSUER_SILENT::with);
            if (!issuer.equals(metadata.path("issuer").asText())) {
                throw Aadsts.FEDERATED_ISSUER_SILENT.with();
            }
            return JWKSet.parse(get(metadata.path("jwks_uri").asText()));
        } catch (IOException | ParseException | IllegalArgumentException unusable) {
            throw Aadsts.FEDERATED_ISSUER_SILENT.with();
        }
    }

    private String get(String address) throws IOException {
        URI uri = URI.create(address);
        if (uri.getHost() == null || !LOOPBACK.contains(uri.getHost())) {
            throw new IOException("not on this machine");
        }
        try {
            HttpResponse<InputStream> answer = http.send(
                    HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                byte[] bytes = body.readNBytes(MOST_BYTES);
                if (answer.statusCode() != 200 || bytes.length == MOST_BYTES) {
                    throw new IOException("no document");
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }
}
