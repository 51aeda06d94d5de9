package dev.onbehalf.web.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The sessions of all signed-in people. Methods block; {@link StoreUnavailable} says that the store does not answer. */
@ApplicationScoped
public class Sessions {

    private final SessionStore store;
    private final SessionConfig config;
    private final Clock clock;

    Sessions(SessionStore store, SessionConfig config, Clock clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    /** Begins a session under a new id. */
    public SessionId begin(String tenantId, String objectId, String tenantSession, String device, Tokens tokens) {
        SessionId id = SessionId.random();
        store.add(id.key(), new Session(tenantId, objectId, tenantSession, clock.instant(), device, tokens));
        return id;
    }

    /** The session, unless it is unknown, idle for too long or too old. */
    public Optional<Session> find(SessionKey key) {
        Optional<Session> found = store.use(key);
        if (found.isPresent() && found.get().olderThan(config.absoluteTimeout(), clock.instant())) {
            store.remove(key);
            return Optional.empty();
        }
        return found;
    }

    /** Gives a session new tokens; its id stays. */
    public Session renew(SessionKey key, Session session, Tokens tokens) {
        Session renewed = session.with(tokens);
        store.replace(key, renewed);
        return renewed;
    }

    /**
     * Goes on under a new id with new tokens, because somebody has proved more about themselves (OWASP: a new id at each change of
     * privilege). The time of the sign-in stays.
     */
    public SessionId moveOn(SessionKey key, Session session, String tenantSession, Tokens tokens) {
        SessionId id = SessionId.random();
        store.add(id.key(), session.with(tenantSession, tokens));
        store.remove(key);
        return id;
    }

    public void end(SessionKey key) {
        store.remove(key);
    }

    /** Ends what began in this session of the tenant. @return how many sessions ended */
    public int endOfTenantSession(String tenantSession) {
        List<SessionKey> keys = tenantSession.isBlank() ? List.of() : store.ofTenantSession(tenantSession);
        keys.forEach(store::remove);
        return keys.size();
    }

    /** The sessions of one person, on all their devices. */
    public List<SessionKey> ofUser(String tenantId, String objectId) {
        return store.ofUser(tenantId, objectId);
    }

    /** The same with what is in them, the one used last first. */
    public List<SessionInUse> inUse(String tenantId, String objectId) {
        return store.inUse(tenantId, objectId).stream()
                .filter(used -> !used.session().olderThan(config.absoluteTimeout(), clock.instant()))
                .sorted(Comparator.comparing(SessionInUse::lastUsed).reversed())
                .toList();
    }

    /** Takes the right to refresh, valid on all replicas; empty when another has it. */
    public Optional<RefreshLock> tryLock(SessionKey key, Duration atMost) {
        return store.tryLock(key, atMost);
    }

    /** Answers, or throws {@link StoreUnavailable}. */
    public void ping() {
        store.ping();
    }
}
