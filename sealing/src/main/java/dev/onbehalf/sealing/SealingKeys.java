package dev.onbehalf.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM (NIST SP 800-38D) around a record, bound to the place it is kept at: a record copied to another place does not
 * open. The first key seals, all of them open; so a new key is put in front, and the old one dropped when its last record has
 * ended. Layout: version 1, length and name of the key, 12 bytes nonce, ciphertext with tag.
 *
 * <p>Nonces are random: a key should seal no more than 2^32 records (SP 800-38D §8.3).
 */
public final class SealingKeys {

    private static final byte VERSION = 1;
    private static final int KEY_BYTES = 32;
    private static final int LONGEST_NAME = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    private final String sealingKey;

    /**
     * @param setting where the keys come from, for messages
     * @param namedKeys each {@code name:base64} of 32 bytes, the name up to 32 characters; the first one seals
     * @throws IllegalArgumentException saying which entry of the setting is wrong, without quoting a key
     */
    public SealingKeys(String setting, List<String> namedKeys) {
        namedKeys.forEach(namedKey -> read(setting, namedKey));
        sealingKey = keys.keySet().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(setting + " names no key"));
    }

    private void read(String setting, String namedKey) {
        int colon = namedKey.indexOf(':');
        if (colon < 1 || colon > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    setting + ": each entry is name:base64, the name up to " + LONGEST_NAME + " characters");
        }
        String name = namedKey.substring(0, colon).strip();
        String called = setting + ": key '" + name + "'";
        if (keys.put(name, new SecretKeySpec(bytesOf(called, namedKey.substring(colon + 1)), "AES")) != null) {
            throw new IllegalArgumentException(called + " is there twice");
        }
    }

    /**
     * A key of 32 bytes.
     *
     * @param called how a message names it
     * @throws IllegalArgumentException when that is not base64 of 32 bytes; the message does not quote it
     */
    public static byte[] bytesOf(String called, String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException(called + " is not base64");
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(called + " has " + bytes.length + " bytes instead of " + KEY_BYTES);
        }
        return bytes;
    }

    /** The record, readable only for {@link #open} with the same place. Longer than the record by at most 126 bytes. */
    public byte[] seal(String place, byte[] record) {
        byte[] name = sealingKey.getBytes(StandardCharsets.UTF_8);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] encrypted;
        try {
            encrypted = cipher(Cipher.ENCRYPT_MODE, keys.get(sealingKey), nonce, place)
                    .doFinal(record);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Nothing can be wrong with what is encrypted", e);
        }
        return ByteBuffer.allocate(2 + name.length + NONCE_BYTES + encrypted.length)
                .put(VERSION)
                .put((byte) name.length)
                .put(name)
                .put(nonce)
                .put(encrypted)
                .array();
    }

    /** The record, or empty when it was tampered with, moved, or sealed with a key that is gone. */
    public Optional<byte[]> open(String place, byte[] sealed) {
        if (sealed.length < 2 || sealed[0] != VERSION || sealed[1] < 1 || sealed.length < 2 + sealed[1] + NONCE_BYTES) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(sealed, 2, sealed.length - 2);
        byte[] name = new byte[sealed[1]];
        byte[] nonce = new byte[NONCE_BYTES];
        byte[] encrypted = new byte[buffer.remaining() - name.length - nonce.length];
        buffer.get(name).get(nonce).get(encrypted);
        SecretKeySpec key = keys.get(new String(name, StandardCharsets.UTF_8));
        try {
            return key == null
                    ? Optional.empty()
                    : Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, place).doFinal(encrypted));
        } catch (AEADBadTagException tamperedWithOrMoved) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A record that cannot be opened shows by its tag", e);
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String place)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** No keys. */
    @Override
    public String toString() {
        return "SealingKeys" + keys.keySet();
    }
}
