package dev.onbehalf.orders.access;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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

    /** For so long the keys are taken as they were; then jose4j is asked again, which may ask the tenant. */
    private static final Duration AT_HAND = Duration.ofSeconds(60);

    /** Who was told that a key is there shall still find it there without asking. */
    private static final Duration MARGIN = Duration.ofMillis(200);

    private final EntraHttp http;
    private final Duration timeout;
    private final Duration atHand;
    private final HttpsJwks keys;
    private volatile Known known = new Known(Map.of(), Instant.EPOCH);

    SigningKeys(Entra entra, EntraHttp http) {
        this.http = http;
        this.timeout = entra.readTimeout();
        this.atHand = entra.keys().refreshEvery().compareTo(AT_HAND) < 0
                ? entra.keys().refreshEvery()
                : AT_HAND;
        this.keys = new HttpsJwks(entra.keysUri().toString());
        keys.setSimpleHttpGet(this::get);
        keys.setDefaultCacheDuration(entra.keys().refreshEvery().toSeconds());
        keys.setRefreshReprieveThreshold(entra.keys().refreshAtMostEvery().toMillis());
        keys.setRetainCacheOnErrorDuration(entra.keys().keepWhenUnreachable().toSeconds());
    }

    /**
     * The key of that id, and for which issuers the tenant publishes it. May wait for the tenant.
     *
     * @throws IOException when the tenant cannot be asked and was never asked before
     */
    Optional<SigningKey> find(String keyId) throws IOException {
        Optional<SigningKey> atHand = atHand(keyId, Duration.ZERO);
        return atHand.isPresent() ? atHand : ask(keyId);
    }

    /** Whether the tenant still publishes this key, as far as is known without asking; in doubt it does not. */
    boolean stillHas(String keyId, SigningKey key) {
        return atHand(keyId, MARGIN).filter(key::equals).isPresent();
    }

    private Optional<SigningKey> atHand(String keyId, Duration atLeastFor) {
        Known now = known;
        return Instant.now().plus(atLeastFor).isBefore(now.until())
                ? Optional.ofNullable(now.keys().get(keyId))
                : Optional.empty();
    }

    private Optional<SigningKey> ask(String keyId) throws IOException {
        try {
            Known published = known(keys.getJsonWebKeys());
            if (!published.keys().containsKey(keyId)) {
                keys.refresh();
                published = known(keys.getJsonWebKeys());
            }
            known = published;
            return Optional.ofNullable(published.keys().get(keyId));
        } catch (JoseException e) {
            throw new IOException("The key set of the tenant is not readable", e);
        }
    }

    private Known known(List<JsonWebKey> published) {
        Map<String, SigningKey> keys = published.stream()
                .filter(key -> key.getKeyId() != null)
                .filter(key -> key.getUse() == null || key.getUse().equals("sig"))
                .filter(RsaJsonWebKey.class::isInstance)
                .map(RsaJsonWebKey.class::cast)
                .collect(Collectors.toMap(JsonWebKey::getKeyId, SigningKeys::signingKey, (first, second) -> first));
        return new Known(keys, Instant.now().plus(atHand));
    }

    private static SigningKey signingKey(RsaJsonWebKey key) {
        return new SigningKey(key.getRsaPublicKey(), key.getOtherParameterValue("issuer", String.class));
    }

    private SimpleResponse get(String location) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(location))
                .timeout(timeout)
                .header("Accept", "application/json")
                .build();
        try {
            HttpResponse<String> response = WholeAnswer.to(request, http.client(), timeout, LARGEST_KEY_SET);
            if (response.statusCode() != 200) {
                throw new IOException("The tenant answered " + response.statusCode() + " when asked for its keys");
            }
            return new Answer(response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while asking for the tenant's keys", e);
        }
    }

    /**
     * @param issuer the v2 issuer whose tokens it signs, {@code {tenantid}} standing for any tenant; null when the key set
     *     does not say
     */
    record SigningKey(PublicKey key, String issuer) {

        /** A tenant signs its v1 tokens with the same keys, but the key set names its v2 issuer only. */
        boolean maySignFor(String tokenIssuer, String tid, String v1Issuer) {
            if (issuer == null) {
                return true;
            }
            String mine = issuer.replace("{tenantid}", tid);
            return mine.equals(tokenIssuer) || mine.endsWith("/" + tid + "/v2.0") && v1Issuer.equals(tokenIssuer);
        }
    }

    private record Known(Map<String, SigningKey> keys, Instant until) {}

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
