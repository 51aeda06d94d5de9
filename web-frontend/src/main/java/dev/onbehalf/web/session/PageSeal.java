package dev.onbehalf.web.session;

import dev.onbehalf.sealing.SealingKeys;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what a page carries for us and brings back when no session is left to ask: nobody else reads it, or makes another. Each
 * purpose has a key of its own, so that what is sealed for one never opens for the other.
 */
public final class PageSeal {

    // What we seal has some 200 characters.
    private static final int LONGEST = 1024;

    private final SealingKeys keys;
    private final String purpose;

    /** @param secret the same on all replicas */
    public PageSeal(String secret, String purpose) {
        this.keys =
                new SealingKeys("pages", List.of("page:" + Base64.getEncoder().encodeToString(key(secret, purpose))));
        this.purpose = purpose;
    }

    private static byte[] key(String secret, String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }

    public String seal(JsonObject content) {
        byte[] plain = content.encode().getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(keys.seal(purpose, plain));
    }

    /** What was sealed, or empty for anything that was not sealed here for this purpose. {@code sealed} may be null. */
    public Optional<JsonObject> open(String sealed) {
        if (sealed == null || sealed.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return keys.open(purpose, Base64.getUrlDecoder().decode(sealed))
                    .map(plain -> new JsonObject(new String(plain, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
