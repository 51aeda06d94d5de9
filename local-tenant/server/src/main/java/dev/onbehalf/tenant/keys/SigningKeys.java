package dev.onbehalf.tenant.keys;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys that are published. The first signs; the others are the next one and, after a rollover, older ones. */
public final class SigningKeys {
    private static final int KEPT = 4;

    private final Optional<KeyStoreFile> file;
    private volatile List<SigningKey> published;

    private SigningKeys(Optional<KeyStoreFile> file, List<SigningKey> published) {
        this.file = file;
        this.published = List.copyOf(published);
    }

    /** The keys kept under this folder, or new ones that are gone when the process ends. */
    public static SigningKeys under(Optional<Path> home) {
        var file = home.map(folder -> new KeyStoreFile(folder.resolve("signing-keys.p12")));
        var kept = file.flatMap(KeyStoreFile::read).map(SigningKeys::read).orElse(List.of());
        if (!kept.isEmpty()) {
            return new SigningKeys(file, kept);
        }
        var keys = new SigningKeys(file, List.of(SigningKey.generate(), SigningKey.generate()));
        keys.save();
        return keys;
    }

    /** The key that signs now. */
    public SigningKey current() {
        return published.getFirst();
    }

    public List<SigningKey> published() {
        return published;
    }

    public Optional<SigningKey> find(String keyId) {
        return published.stream().filter(key -> key.id().equals(keyId)).findFirst();
    }

    /**
     * The announced key signs from now on and a new one is announced.
     *
     * @param overlap whether tokens of the former key remain valid; false is the rollover after a theft
     */
    public synchronized void rotate(boolean overlap) {
        var next = new ArrayList<>(published.subList(1, 2));
        next.add(SigningKey.generate());
        if (overlap) {
            next.add(published.getFirst());
            next.addAll(published.subList(2, published.size()));
        }
        published = List.copyOf(next.subList(0, Math.min(next.size(), KEPT)));
        save();
    }

    private void save() {
        file.ifPresent(f -> {
            KeyStore store = KeyStoreFile.empty();
            try {
                for (int i = 0; i < published.size(); i++) {
                    SigningKey key = published.get(i);
                    store.setKeyEntry(
                            "key-" + i, key.privateKey(), KeyStoreFile.PASSWORD.toCharArray(), new Certificate[] {
                                key.certificate()
                            });
                }
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
            f.write(store);
        });
    }

    private static List<SigningKey> read(KeyStore store) {
        var keys = new ArrayList<SigningKey>();
        try {
            for (int i = 0; store.containsAlias("key-" + i); i++) {
                var key = (PrivateKey) store.getKey("key-" + i, KeyStoreFile.PASSWORD.toCharArray());
                keys.add(SigningKey.of(key, (X509Certificate) store.getCertificate("key-" + i)));
            }
        } catch (GeneralSecurityException damaged) {
            return List.of();
        }
        return keys.size() < 2 ? List.of() : keys;
    }
}
