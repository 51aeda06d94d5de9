package dev.onbehalf.orders.onbehalfof;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import dev.onbehalf.orders.onbehalfof.AssertionKeys.Key;
import dev.onbehalf.orders.onbehalfof.AssertionKeys.UserName;
import dev.onbehalf.orders.onbehalfof.Exchange.Granted;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The tokens in this process: bounded in bytes, each until its end, and by user, so that forgetting a user costs what
 * that user has. A key must be {@linkplain #expect expected} before its token is kept: what was forgotten meanwhile stays
 * forgotten.
 */
final class HeldTokens {

    /** Measured: key, entry, instant, map nodes and the user's list. */
    private static final int BYTES_BESIDE_THE_TOKEN = 640;

    /**
     * Each entry has its own end, which {@link #find} looks at; a timer for each would make every hit dearer. This one
     * clears away what nobody asks for any more. Entra's tokens last about an hour, few of them longer.
     */
    private static final Duration LONGEST = Duration.ofHours(2);

    /** A place for each token of 4 KiB; all of them take less than a hundredth of the memory. */
    private static final int BYTES_OF_TOKENS_PER_SHORTCUT = 4 * 1024;

    /** Of so many hits by a shortcut the cache is told of one, so that it knows what is in use and keeps that. */
    private static final int HITS_PER_TOLD = 16;

    private final Cache<Key, Entry> entries;
    private final Shortcuts shortcuts;
    private final ConcurrentHashMap<UserName, List<Key>> keysOfUsers = new ConcurrentHashMap<>();
    private final Clock clock;

    HeldTokens(long bytes, Clock clock, Executor executor) {
        this.clock = clock;
        this.shortcuts = new Shortcuts(bytes / BYTES_OF_TOKENS_PER_SHORTCUT);
        this.entries = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((Key key, Entry entry) -> entry.bytes())
                .expireAfterWrite(LONGEST)
                .evictionListener((key, entry, cause) -> {
                    shortcuts.remove(key);
                    executor.execute(() -> unlist(entry.user(), key));
                })
                // A thread for each bit of housekeeping would cost more than the housekeeping.
                .executor(Runnable::run)
                .build();
    }

    /** @param usableUntil epoch milliseconds */
    record Entry(UserName user, Resource resource, Granted granted, long usableUntil) {

        Entry {
            granted = new Granted(granted.token()); // Shortcuts want one that is nobody else's.
        }

        int bytes() {
            return granted.token().value().length() + BYTES_BESIDE_THE_TOKEN;
        }
    }

    /** Null when there is none that can still be used. */
    Granted find(Key key) {
        Granted near = shortcuts.find(key, clock.millis());
        if (near != null && ThreadLocalRandom.current().nextInt(HITS_PER_TOLD) > 0) {
            return near;
        }
        Entry entry = entry(key);
        return entry == null ? null : entry.granted();
    }

    private Entry entry(Key key) {
        Entry entry = entries.getIfPresent(key);
        // A wall clock may jump where Caffeine's does not.
        return entry == null || clock.millis() >= entry.usableUntil() ? null : entry;
    }

    void expect(UserName user, Key key) {
        keysOfUsers.compute(user, (name, keys) -> {
            List<Key> all = keys == null ? new ArrayList<>(1) : keys;
            if (!all.contains(key)) {
                all.add(key);
            }
            return all;
        });
    }

    /**
     * @param wanted asked while nothing of this user can be forgotten
     * @return false when the user or the key was forgotten since it was expected
     */
    boolean keep(Key key, Entry entry, BooleanSupplier wanted) {
        boolean[] kept = {false};
        keysOfUsers.computeIfPresent(entry.user(), (name, keys) -> {
            if (keys.contains(key) && wanted.getAsBoolean()) {
                // First the shortcut: should the cache throw the entry out at once, it goes again.
                shortcuts.put(key, entry.granted(), entry.usableUntil());
                entries.put(key, entry);
                kept[0] = true;
            }
            return keys;
        });
        return kept[0];
    }

    /** What was expected did not come. */
    void expectNoMore(UserName user, Key key) {
        unlist(user, key);
    }

    List<Entry> of(UserName user) {
        List<Key> keys = new ArrayList<>();
        keysOfUsers.computeIfPresent(user, (name, known) -> {
            keys.addAll(known);
            return known;
        });
        return keys.stream().map(this::entry).filter(entry -> entry != null).toList();
    }

    /** @param also is told each key that was held or expected */
    void forget(UserName user, Consumer<Key> also) {
        keysOfUsers.computeIfPresent(user, (name, keys) -> {
            entries.invalidateAll(keys);
            keys.forEach(shortcuts::remove);
            keys.forEach(also);
            return null;
        });
    }

    void forget(UserName user, Key key, Consumer<Key> also) {
        keysOfUsers.computeIfPresent(user, (name, keys) -> {
            if (keys.remove(key)) {
                entries.invalidate(key);
                shortcuts.remove(key);
                also.accept(key);
            }
            return keys.isEmpty() ? null : keys;
        });
    }

    long size() {
        return entries.estimatedSize();
    }

    long bytes() {
        return entries.policy()
                .eviction()
                .map(Policy.Eviction::weightedSize)
                .orElseThrow()
                .orElse(0L);
    }

    /** Finishes what eviction has begun. */
    void settle() {
        entries.cleanUp();
    }

    private void unlist(UserName user, Key key) {
        keysOfUsers.computeIfPresent(user, (name, keys) -> {
            if (entries.getIfPresent(key) == null) {
                keys.remove(key);
            }
            return keys.isEmpty() ? null : keys;
        });
    }
}
