package dev.onbehalf.tenant.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;

/** A PKCS#12 file that only its owner may read. The password keeps nothing secret; the file's permissions do. */
final class KeyStoreFile {
    static final String PASSWORD = "local-tenant";

    private final Path file;

    KeyStoreFile(Path file) {
        this.file = file;
    }

    static KeyStore empty() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Nothing when there is no such file yet, or when it cannot be read (it is then written anew). */
    Optional<KeyStore> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return Optional.of(store);
        } catch (GeneralSecurityException | IOException damaged) {
            return Optional.empty();
        }
    }

    /** Replaces the file in one step: another process sees the old one or the new one. */
    void write(KeyStore store) {
        try {
            Files.createDirectories(file.getParent());
            Path fresh = ownersOnly(file.getParent());
            try (var out = Files.newOutputStream(fresh)) {
                store.store(out, PASSWORD.toCharArray());
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException("cannot write " + file, cannotWrite);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Path ownersOnly(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return Files.createTempFile(
                    folder,
                    "keys",
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return Files.createTempFile(folder, "keys", ".tmp");
    }
}
