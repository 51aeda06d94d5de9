package dev.onbehalf.orders.onbehalfof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM (NIST SP 800-38D) around a token in Redis, bound to the name it is stored under: a record copied to another
 * name does not open. Layout: version 1, length and name of the key, 12 bytes nonce, ciphertext with tag.
 */
final class TokenCipher {

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    private final String writingKey;

    /**
     * @param namedKeys {@code name:base64}, the first one encrypts
     * @throws IllegalArgumentException saying which entry is wrong, without quoting a key
     */
    TokenCipher(List<String> namedKeys) {
        namedKeys.forEach(this::read);
        writingKey = keys.keySet().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("on-behalf-of.cache.redis.keys names no key"));
    }

    private void read(String namedKey) {
        int colon = namedKey.indexOf(':');
        if (colon < 1 || colon > 32) {
            throw new IllegalArgumentException(
                    "on-behalf-of.cache.redis.keys: each entry is name:base64, the name up to 32 characters");
        }
        String name = namedKey.substring(0, colon).strip();
        keys.put(
                name,
                new SecretKeySpec(
                        bytesOf("on-behalf-of.cache.redis.keys: key '" + name + "'", namedKey.substring(colon + 1)),
                        "AES"));
    }

    /** @param what how a message may call it */
    static byte[] bytesOf(String what, String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException(what + " is not base64");
        }
        if (bytes.length != 32) {
            throw new IllegalArgumentException(what + " has " + bytes.length + " bytes instead of 32");
        }
        return bytes;
    }

    byte[] seal(String place, ExchangedToken token) {
        byte[] value = token.value().getBytes(StandardCharsets.UTF_8);
        byte[] plain = ByteBuffer.allocate(Long.BYTES + value.length)
                .putLong(token.expiresAt().toEpochMilli())
                .put(value)
                .array();
        byte[] name = writingKey.getBytes(StandardCharsets.UTF_8);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, keys.get(writingKey), nonce, place, plain)
                .orElseThrow();
        return ByteBuffer.allocate(2 + name.length + NONCE_BYTES + sealed.length)
                .put(VERSION)
                .put((byte) name.length)
                .put(name)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** Empty when the record was tampered with, moved, or sealed with a key that is gone. */
    Optional<ExchangedToken> open(String place, byte[] record) {
        int header = record.length < 2 ? Integer.MAX_VALUE : 2 + Math.max(0, record[1]) + NONCE_BYTES;
        if (record.length < header || record[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(record, 2, record.length - 2);
        byte[] name = new byte[Math.max(0, record[1])];
        buffer.get(name);
        SecretKeySpec key = keys.get(new String(name, StandardCharsets.UTF_8));
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        byte[] sealed = new byte[buffer.remaining()];
        buffer.get(sealed);
        return key == null
                ? Optional.empty()
                : crypt(Cipher.DECRYPT_MODE, key, nonce, place, sealed).map(TokenCipher::read);
    }

    private static ExchangedToken read(byte[] plain) {
        Instant expiry = Instant.ofEpochMilli(ByteBuffer.wrap(plain).getLong());
        return new ExchangedToken(
                new String(plain, Long.BYTES, plain.length - Long.BYTES, StandardCharsets.UTF_8), expiry);
    }

    private static Optional<byte[]> crypt(int mode, SecretKeySpec key, byte[] nonce, String place, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
            return Optional.of(cipher.doFinal(input));
        } catch (GeneralSecurityException tampered) {
            return Optional.empty();
        }
    }
}
