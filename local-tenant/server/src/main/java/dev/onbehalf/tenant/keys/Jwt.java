package dev.onbehalf.tenant.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onbehalf.tenant.http.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Compact JWTs signed with RS256, written byte for byte as Entra writes them.
 *
 * <p>Tokens for Graph carry a {@code nonce} in their header; the signature covers the header with that nonce replaced
 * by its hash, so that nobody but Graph can verify them. Hence no JOSE library here: those sign what they send.
 */
public final class Jwt {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final ObjectNode header;
    private final ObjectNode claims;
    private final String signedPart;
    private final String claimsPart;
    private final byte[] signature;

    private Jwt(ObjectNode header, ObjectNode claims, String signedPart, String claimsPart, byte[] signature) {
        this.header = header;
        this.claims = claims;
        this.signedPart = signedPart;
        this.claimsPart = claimsPart;
        this.signature = signature;
    }

    /** Signs header and claims as they are. */
    public static String sign(Map<String, Object> header, Map<String, Object> claims, SigningKey key) {
        String signed = part(header) + "." + part(claims);
        return signed + "." + BASE64.encodeToString(Signatures.rs256(signed, key));
    }

    /** Signs with the header's nonce hashed and delivers it unhashed. */
    public static String signForGraph(Map<String, Object> header, Map<String, Object> claims, SigningKey key) {
        var hashed = new LinkedHashMap<>(header);
        hashed.put("nonce", hash(header.get("nonce").toString()));
        String body = part(claims);
        byte[] signature = Signatures.rs256(part(hashed) + "." + body, key);
        return part(header) + "." + body + "." + BASE64.encodeToString(signature);
    }

    /** Nothing when the text is no compact JWS with two JSON objects. */
    public static Optional<Jwt> parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            var header = Json.object(utf8(parts[0]));
            var claims = Json.object(utf8(parts[1]));
            byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
            if (header.isEmpty() || claims.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Jwt(header.get(), claims.get(), parts[0] + "." + parts[1], parts[1], signature));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    public JsonNode header(String name) {
        return header.path(name);
    }

    public ObjectNode claims() {
        return claims;
    }

    /** A text claim, or null. */
    public String text(String claim) {
        return claims.path(claim).isTextual() ? claims.get(claim).textValue() : null;
    }

    /** A time claim in seconds, or 0. */
    public long seconds(String claim) {
        return claims.path(claim).asLong(0);
    }

    /** The claims that tell what kind of token this is; nothing that names a person or could be used. */
    public Map<String, Object> forAudit() {
        var told = new LinkedHashMap<String, Object>();
        for (String claim : new String[] {"aud", "iss", "scp", "roles", "appid", "azp", "oid", "tid", "ver"}) {
            if (claims.has(claim)) {
                told.put(claim, claims.get(claim));
            }
        }
        return told;
    }

    /** Whether this was signed by the key it names; Graph tokens are verified with their nonce hashed. */
    public boolean isSignedBy(SigningKeys keys) {
        if (!"RS256".equals(header.path("alg").asText())) {
            return false;
        }
        return keys.find(header.path("kid").asText())
                .filter(key ->
                        Signatures.verifies(header.has("nonce") ? withHashedNonce() : signedPart, signature, key))
                .isPresent();
    }

    private String withHashedNonce() {
        ObjectNode hashed = header.deepCopy();
        hashed.put("nonce", hash(header.get("nonce").asText()));
        return part(hashed) + "." + claimsPart;
    }

    static String hash(String nonce) {
        try {
            return BASE64.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(nonce.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String part(Object json) {
        return BASE64.encodeToString(Json.write(json).getBytes(StandardCharsets.UTF_8));
    }

    private static String utf8(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Jwt[***]";
    }
}
