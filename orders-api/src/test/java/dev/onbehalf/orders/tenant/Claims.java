package dev.onbehalf.orders.tenant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Claims of an access token, right unless a test says otherwise. */
public final class Claims {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> claims;

    private Claims(Map<String, Object> claims) {
        this.claims = claims;
    }

    /** What Entra puts into a v2 token for a user (entra-contract of the platform: access-token-claims-reference). */
    public static Claims ofUser(String authority, String tid, String oid) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("aud", Seed.API);
        claims.put("iss", authority + "/" + tid + "/v2.0");
        claims.put("iat", now - 5);
        claims.put("nbf", now - 5);
        claims.put("exp", now + 3600);
        claims.put("azp", Seed.WEB);
        claims.put("azpacr", "1");
        claims.put("name", "Sabine Prüfstein");
        claims.put("preferred_username", "sabine@contoso.test");
        claims.put("oid", oid);
        claims.put("tid", tid);
        claims.put("sub", "pairwise-" + oid);
        claims.put("scp", "access_as_user Orders.Read Orders.ReadWrite");
        claims.put("uti", "u" + System.nanoTime());
        claims.put("ver", "2.0");
        return new Claims(claims);
    }

    /** The same user as a v1 token tells it. */
    public Claims asVersion1(String stsHost) {
        return with("iss", stsHost + "/" + claims.get("tid") + "/")
                .with("aud", "api://" + Seed.API)
                .with("ver", "1.0")
                .without("azp")
                .without("azpacr")
                .with("appid", Seed.WEB)
                .with("appidacr", "1");
    }

    public Claims asDaemon(String role) {
        return without("scp")
                .without("name")
                .without("preferred_username")
                .with("azp", Seed.DAEMON)
                .with("sub", claims.get("oid"))
                .with("roles", List.of(role));
    }

    public Claims with(String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        changed.put(name, value);
        return new Claims(changed);
    }

    public Claims without(String name) {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        changed.remove(name);
        return new Claims(changed);
    }

    public String json() {
        try {
            return JSON.writeValueAsString(claims);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public Map<String, Object> asMap() {
        return claims;
    }
}
