package dev.onbehalf.web.signin;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;

/** Reads what a JWT says, without believing it: signatures are checked elsewhere (id token) or by somebody else (API token). */
final class JwtClaims {

    private JwtClaims() {}

    /** The claims of the token, in the token's own order; empty where there is no token or it is not a JWT. */
    static Map<String, Object> of(String token) {
        if (token == null) {
            return Map.of();
        }
        String[] parts = token.split("\\.");
        if (parts.length < 2) {
            return Map.of();
        }
        try {
            String json = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            return Collections.unmodifiableMap(new JsonObject(json).getMap());
        } catch (RuntimeException notAJwt) {
            return Map.of();
        }
    }

    /** The claim's text, or the empty string. */
    static String text(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof String text ? text : "";
    }
}
