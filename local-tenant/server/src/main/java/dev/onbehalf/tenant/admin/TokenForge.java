package dev.onbehalf.tenant.admin;

import dev.onbehalf.tenant.http.Json;
import dev.onbehalf.tenant.keys.Signatures;
import dev.onbehalf.tenant.keys.SigningKey;
import dev.onbehalf.tenant.keys.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes tokens that are wrong on purpose, so that applications can show that they refuse them. */
public final class TokenForge {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** How the forged token is signed. */
    public enum Signature {
        /** By the tenant's current key: whatever is wrong is in the claims. */
        VALID("valid"),
        /** By the tenant's key, but over something else. */
        INVALID("invalid"),
        /** {@code alg: none} and no signature. */
        NONE("none"),
        /** HS256 with the published key as the secret: RFC 8725 §2.1. */
        HS256_WITH_PUBLIC_KEY("hs256-with-public-key"),
        /** By a key that is nobody's, under the name of the tenant's. */
        OTHER_KEY("other-key");

        private final String text;

        Signature(String text) {
            this.text = text;
        }

        public static Optional<Signature> named(String text) {
            for (Signature signature : values()) {
                if (signature.text.equals(text)) {
                    return Optional.of(signature);
                }
            }
            return Optional.empty();
        }
    }

    private final SigningKeys keys;
    private volatile SigningKey stranger;

    public TokenForge(SigningKeys keys) {
        this.keys = keys;
    }

    /** @param header members beside or in place of the usual ones; a null value leaves a member out */
    public String forge(Map<String, ?> header, Map<String, ?> claims, Signature signature) {
        return forgeRaw(Json.write(completed(header, signature)), Json.write(claims), signature);
    }

    /** With both parts as texts, which need not be valid JSON. */
    public String forgeRaw(String header, String claims, Signature signature) {
        String signed = part(header) + "." + part(claims);
        return signed + "." + BASE64.encodeToString(signature(signed, signature));
    }

    /** The usual header of this kind of signature with these members changed. */
    public Map<String, Object> completed(Map<String, ?> header, Signature signature) {
        var whole = new LinkedHashMap<String, Object>();
        whole.put("typ", "JWT");
        whole.put(
                "alg",
                switch (signature) {
                    case NONE -> "none";
                    case HS256_WITH_PUBLIC_KEY -> "HS256";
                    case VALID, INVALID, OTHER_KEY -> "RS256";
                });
        whole.put("kid", keys.current().id());
        header.forEach((name, value) -> {
            if (value == null) {
                whole.remove(name);
            } else {
                whole.put(name, value);
            }
        });
        return whole;
    }

    private byte[] signature(String signed, Signature signature) {
        return switch (signature) {
            case VALID -> Signatures.rs256(signed, keys.current());
            case INVALID -> Signatures.rs256(signed + "x", keys.current());
            case NONE -> new byte[0];
            case HS256_WITH_PUBLIC_KEY -> hs256(signed);
            case OTHER_KEY -> Signatures.rs256(signed, stranger());
        };
    }

    private byte[] hs256(String signed) {
        try {
            var mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new javax.crypto.spec.SecretKeySpec(
                    publicKeyPem().getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String publicKeyPem() {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.current().publicKey().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    }

    private SigningKey stranger() {
        if (stranger == null) {
            stranger = SigningKey.generate();
        }
        return stranger;
    }

    private static String part(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
