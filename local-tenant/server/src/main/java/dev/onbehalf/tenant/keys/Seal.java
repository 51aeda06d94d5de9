package dev.onbehalf.tenant.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.onbehalf.tenant.http.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals records into opaque texts (AES-256-GCM), so that codes, refresh tokens and sessions need no memory here and
 * survive a change of process. A text sealed for one purpose cannot be opened for another.
 */
public final class Seal {
    private static final String ALIAS = "seal";
    private static final int NONCE_BYTES = 12;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    private Seal(SecretKey key) {
        this.key = key;
    }

    public static Seal under(Optional<Path> home) {
        var file = home.map(folder -> new KeyStoreFile(folder.resolve("seal.p12")));
        Optional<SecretKey> kept = file.flatMap(KeyStoreFile::read).flatMap(Seal::read);
        if (kept.isPresent()) {
            return new Seal(kept.get());
        }
        byte[] fresh = new byte[32];
        new SecureRandom().nextBytes(fresh);
        var key = new SecretKeySpec(fresh, "AES");
        file.ifPresent(f -> save(f, key));
        return new Seal(key);
    }

    private static Optional<SecretKey> read(KeyStore store) {
        try {
            Key key = store.getKey(ALIAS, KeyStoreFile.PASSWORD.toCharArray());
            return key instanceof SecretKey secret ? Optional.of(secret) : Optional.empty();
        } catch (GeneralSecurityException damaged) {
            return Optional.empty();
        }
    }

    private static void save(KeyStoreFile file, SecretKey key) {
        KeyStore store = KeyStoreFile.empty();
        try {
            store.setEntry(
                    ALIAS,
                    new KeyStore.SecretKeyEntry(key),
                    new KeyStore.PasswordProtection(KeyStoreFile.PASSWORD.toCharArray()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        file.write(store);
    }

    /** @param content a record that Jackson can write and read again */
    public String seal(String purpose, Object content) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, purpose).doFinal(Json.MAPPER.writeValueAsBytes(content));
            byte[] whole = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException | JsonProcessingException impossible) {
            throw new IllegalStateException("cannot seal a " + purpose, impossible);
        }
    }

    /** Nothing when the text was not sealed here for this purpose. */
    public <T> Optional<T> open(String purpose, String text, Class<T> type) {
        try {
            byte[] whole = Base64.getUrlDecoder().decode(text);
            if (whole.length <= NONCE_BYTES) {
                return Optional.empty();
            }
            byte[] nonce = java.util.Arrays.copyOf(whole, NONCE_BYTES);
            byte[] content =
                    cipher(Cipher.DECRYPT_MODE, nonce, purpose).doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
            return Optional.of(Json.MAPPER.readValue(content, type));
        } catch (IllegalArgumentException | GeneralSecurityException | IOException notOurs) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String purpose) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
