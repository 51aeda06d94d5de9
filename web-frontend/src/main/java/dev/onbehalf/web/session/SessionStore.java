package dev.onbehalf.web.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where sessions are. Methods block, and throw {@link StoreUnavailable} when the store does not answer. */
interface SessionStore {

    /** Writes a new session and the two ways to find it without its id. */
    void add(SessionKey key, Session session);

    /** Reads a session and counts this as use: the idle timeout starts again. */
    Optional<Session> use(SessionKey key);

    /** Writes a session that is still there; one that was ended meanwhile stays ended. */
    void replace(SessionKey key, Session session);

    void remove(SessionKey key);

    /** The sessions that began in this session of the tenant ({@code sid}). */
    List<SessionKey> ofTenantSession(String tenantSession);

    /** All sessions of this person. */
    List<SessionKey> ofUser(String tenantId, String objectId);

    /** The same with what is in them, without counting as use. */
    List<SessionInUse> inUse(String tenantId, String objectId);

    /** Takes a right of which there is one, on all replicas, for at most the given time; empty when another has it. */
    Optional<RefreshLock> tryLock(SessionKey key, Duration atMost);

    /** Writes a note that ends by itself. */
    void keep(SessionKey place, byte[] note, Duration life);

    Optional<byte[]> note(SessionKey place);

    /** Reads a note and removes it in one step: of two who take it one gets it. */
    Optional<byte[]> takeNote(SessionKey place);

    /** Answers, or throws {@link StoreUnavailable}. */
    void ping();
}
