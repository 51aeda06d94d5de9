package dev.onbehalf.orders.access;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jose4j.http.SimpleResponse;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * The tenant's public keys by key id. Asked for when the first token comes, so that a tenant that is down does not stop
 * the start; kept while the tenant is away; asked for again when a key id is unknown, but seldom.
 */
@Singleton
class SigningKeys {

    private static final int LARGEST_KEY_SET = 1 << 20;

    private final EntraHttp http;
    private final Duration timeout;
    private final HttpsJwks keys;

    SigningKeys(Entra entra, EntraHttp http) {
        this.http = http;
        this.timeout = entra.readTimeout();
        this.keys = new HttpsJwks(entra.keysUri().toString());
        keys.setSimpleHttpGet(this::get);
        keys.setDefaultCacheDuration(entra.keys().refreshEvery().toSeconds());
        keys.setRefreshReprieveThreshold(entra.keys().refreshAtMostEvery().toMillis());
        keys.setRetainCacheOnErrorDuration(entra.keys().keepWhenUnreachable().toSeconds());
    }

    /**
     * The key of that id, and for which issuers the tenant publishes it.
     *
     * @throws IOException when the tenant cannot be asked and was never asked before
     */
    Optional<SigningKey> find(String keyId) throws IOException {
        try {
            Optional<SigningKey> known = among(keys.getJsonWebKeys(), keyId);
            if (known.isPresent()) {
                return known;
            }
            keys.refresh();
            return among(keys.getJsonWebKeys(), keyId);
        } catch (JoseException e) {
            throw new IOException("The key set of the tenant is not readable", e);
        }
    }

    private static Optional<SigningKey> among(List<JsonWebKey> published, String keyId) {
        return published.stream()
                .filter(key -> keyId.equals(key.getKeyId()))
                .filter(key -> key.getUse() == null || key.getUse().equals("sig"))
                .filter(RsaJsonWebKey.class::isInstance)
                .map(RsaJsonWebKey.class::cast)
                .map(key -> new SigningKey(key.getRsaPublicKey(), key.getOtherParameterValue("issuer", String.class)))
                .findFirst();
    }

    private SimpleResponse get(String location) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(location))
                .timeout(timeout)
                .header("Accept", "application/json")
                .build();
        try {
            HttpResponse<String> response = http.client().send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200 || response.body().length() > LARGEST_KEY_SET) {
                throw new IOException("The tenant answered " + response.statusCode() + " when asked for its keys");
            }
            return new Answer(response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while asking for the tenant's keys", e);
        }
    }

    /**
     * @param issuer the only issuer whose tokens it may sign, {@code {tenantid}} standing for any tenant; null when the
     *     key set does not say
     */
    record SigningKey(PublicKey key, String issuer) {

        boolean maySignFor(String tokenIssuer, String tid) {
            return issuer == null || issuer.replace("{tenantid}", tid).equals(tokenIssuer);
        }
    }

    private record Answer(HttpResponse<String> response) implements SimpleResponse {

        @Override
        public int getStatusCode() {
            return response.statusCode();
        }

        @Override
        public String getStatusMessage() {
            return "";
        }

        @Override
        public Collection<String> getHeaderNames() {
            return response.headers().map().keySet();
        }

        @Override
        public List<String> getHeaderValues(String name) {
            return response.headers().allValues(name);
        }

        @Override
        public String getBody() {
            return response.body();
        }
    }
}
