package dev.onbehalf.tenant.graph;

import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.directory.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Portraits drawn for the seed: PNG, 240 × 240. */
final class Photos {
    static final int SIZE = 240;

    /** @param etag with its quotes, as in the header */
    record Photo(byte[] bytes, String etag) {}

    private final Map<String, Photo> read = new ConcurrentHashMap<>();

    Optional<Photo> of(Person person) {
        return Optional.ofNullable(person.photo()).map(name -> read.computeIfAbsent(name, Photos::read));
    }

    private static Photo read(String name) {
        try (var in = Seed.class.getResourceAsStream("photos/" + name)) {
            byte[] bytes = in.readAllBytes();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new Photo(bytes, '"' + HexFormat.of().formatHex(hash, 0, 16) + '"');
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
