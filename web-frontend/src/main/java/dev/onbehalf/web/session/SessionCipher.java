package dev.onbehalf.web.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM (NIST SP 800-38D) around a session record, bound to the key it is stored under: a record copied to another session's
 * place does not open. Layout: version 1, length and name of the key, 12 bytes nonce, ciphertext with tag.
 */
final class SessionCipher {

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    private final String writingKey;

    /** @param namedKeys {@code name:base64}, the first one encrypts */
    SessionCipher(List<String> namedKeys) {
        namedKeys.forEach(this::read);
        writingKey = keys.keySet().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("session.keys names no key"));
    }

    private void read(String namedKey) {
        int colon = namedKey.indexOf(':');
        if (colon < 1 || colon > 32) {
            throw new IllegalArgumentException("session.keys: each entry is name:base64, the name up to 32 characters");
        }
        String name = namedKey.substring(0, colon).strip();
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(namedKey.substring(colon + 1).strip());
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("session.keys: key '" + name + "' is not base64");
        }
        if (bytes.length != 32) {
            throw new IllegalArgumentException(
                    "session.keys: key '" + name + "' has " + bytes.length + " bytes instead of 32");
        }
        keys.put(name, new SecretKeySpec(bytes, "AES"));
    }

    byte[] seal(SessionKey place, byte[] plain) {
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

    /** The record, or empty when it was tampered with, moved, or sealed with a key that is gone. */
    Optional<byte[]> open(SessionKey place, byte[] record) {
        if (record.length < 2 + NONCE_BYTES || record[0] != VERSION || record.length < 2 + record[1] + NONCE_BYTES) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(record, 2, record.length - 2);
        byte[] name = new byte[Math.max(0, record[1])];
        buffer.get(name);
        SecretKeySpec key = keys.get(new String(name, StandardCharsets.UTF_8));
        if (key == null) {
            return Optional.empty();
        }
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        byte[] sealed = new byte[buffer.remaining()];
        buffer.get(sealed);
        return crypt(Cipher.DECRYPT_MODE, key, nonce, place, sealed);
    }

    private static Optional<byte[]> crypt(int mode, SecretKeySpec key, byte[] nonce, SessionKey place, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place.value().getBytes(StandardCharsets.UTF_8));
            return Optional.of(cipher.doFinal(input));
        } catch (GeneralSecurityException tampered) {
            return Optional.empty();
        }
    }
}
