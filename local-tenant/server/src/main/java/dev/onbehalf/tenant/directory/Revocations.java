package dev.onbehalf.tenant.directory;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was taken back, per person. A revocation voids sessions, refresh tokens and assertions; Graph, which evaluates
 * access continuously, also turns away access tokens that are merely outdated.
 */
public final class Revocations {
    /** Why: each has a number of its own when a refresh token is refused. */
    public enum Reason {
        REVOKED,
        PASSWORD_CHANGED,
        SESSION_EXPIRED
    }

    private record Revocation(Instant at, Reason reason) {}

    private final Map<String, Revocation> revoked = new ConcurrentHashMap<>();
    private final Map<String, Instant> outdated = new ConcurrentHashMap<>();

    public void revoke(String oid, Instant at, Reason reason) {
        revoked.put(oid, new Revocation(at, reason));
        outdate(oid, at);
    }

    /** Access tokens from before this moment were issued under policies that hold no more: new ones are easy to get. */
    public void outdate(String oid, Instant at) {
        outdated.put(oid, at);
    }

    /** Why something from this moment is void, if it is. */
    public Optional<Reason> of(String oid, Instant issuedAt) {
        return Optional.ofNullable(revoked.get(oid))
                .filter(revocation -> !issuedAt.isAfter(revocation.at()))
                .map(Revocation::reason);
    }

    /** Since when tokens must be newer than this one, if it is outdated. */
    public Optional<Instant> outdated(String oid, Instant issuedAt) {
        return Optional.ofNullable(outdated.get(oid)).filter(since -> !issuedAt.isAfter(since));
    }

    void clear() {
        revoked.clear();
        outdated.clear();
    }
}
