package dev.onbehalf.web.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Where a session is kept: the SHA-256 of its id. A copy of the store does not let anybody in. */
public record SessionKey(String value) {

    static SessionKey of(String secret) {
        return new SessionKey(sha256(secret));
    }

    /** SHA-256 in base64url; also keeps names of people and of tenant sessions out of the store's keys. */
    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "SessionKey[***]";
    }
}
