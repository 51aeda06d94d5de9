package dev.onbehalf.web.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** For one machine: sessions end with the process and are known to no other replica. */
final class MemorySessionStore implements SessionStore {

    private final Cache<SessionKey, Session> sessions;
    private final Cache<SessionKey, Lock> locks;
    private final Cache<SessionKey, Note> notes;

    private final Clock clock;

    private record Note(byte[] content, Duration life) {}

    // No record: two that last as long are not the same.
    private static final class Lock {
        private final Duration atMost;

        Lock(Duration atMost) {
            this.atMost = atMost;
        }
    }

    MemorySessionStore(int limit, Duration idleTimeout, Clock clock) {
        this.clock = clock;
        sessions = Caffeine.newBuilder()
                .maximumSize(limit)
                .expireAfterAccess(idleTimeout)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
        locks = Caffeine.newBuilder()
                .maximumSize(limit)
                .expireAfter(Expiry.creating((SessionKey key, Lock lock) -> lock.atMost))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
        notes = Caffeine.newBuilder()
                .maximumSize(limit)
                .expireAfter(Expiry.creating((SessionKey place, Note note) -> note.life()))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    @Override
    public void add(SessionKey key, Session session) {
        sessions.put(key, session);
    }

    @Override
    public Optional<Session> use(SessionKey key) {
        return Optional.ofNullable(sessions.getIfPresent(key));
    }

    @Override
    public void replace(SessionKey key, Session session) {
        sessions.asMap().replace(key, session);
    }

    @Override
    public void remove(SessionKey key) {
        sessions.invalidate(key);
    }

    @Override
    public List<SessionKey> ofTenantSession(String tenantSession) {
        return keys(session -> session.tenantSession().equals(tenantSession));
    }

    @Override
    public List<SessionKey> ofUser(String tenantId, String objectId) {
        return keys(session ->
                session.tenantId().equals(tenantId) && session.objectId().equals(objectId));
    }

    @Override
    public List<SessionInUse> inUse(String tenantId, String objectId) {
        return ofUser(tenantId, objectId).stream()
                .flatMap(key -> Optional.ofNullable(sessions.policy().getIfPresentQuietly(key))
                        .map(session ->
                                new SessionInUse(key, session, clock.instant().minus(unusedFor(key))))
                        .stream())
                .toList();
    }

    private Duration unusedFor(SessionKey key) {
        return sessions.policy()
                .expireAfterAccess()
                .flatMap(idle -> idle.ageOf(key))
                .orElse(Duration.ZERO);
    }

    @Override
    public Optional<RefreshLock> tryLock(SessionKey key, Duration atMost) {
        Lock mine = new Lock(atMost);
        return locks.asMap().putIfAbsent(key, mine) == null
                ? Optional.of(() -> locks.asMap().remove(key, mine))
                : Optional.empty();
    }

    @Override
    public void keep(SessionKey place, byte[] note, Duration life) {
        notes.put(place, new Note(note, life));
    }

    @Override
    public Optional<byte[]> note(SessionKey place) {
        return Optional.ofNullable(notes.getIfPresent(place)).map(Note::content);
    }

    @Override
    public Optional<byte[]> takeNote(SessionKey place) {
        Optional<byte[]> note = note(place);
        return note.isPresent() && notes.asMap().remove(place) != null ? note : Optional.empty();
    }

    @Override
    public void ping() {
        // Memory always answers.
    }

    // A scan: rare (somebody signs out elsewhere) and bounded by the limit.
    private List<SessionKey> keys(Predicate<Session> wanted) {
        return sessions.asMap().entrySet().stream()
                .filter(entry -> wanted.test(entry.getValue()))
                .map(java.util.Map.Entry::getKey)
                .toList();
    }
}
