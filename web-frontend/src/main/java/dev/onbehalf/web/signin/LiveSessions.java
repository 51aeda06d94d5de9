package dev.onbehalf.web.signin;

import dev.onbehalf.web.session.RefreshLock;
import dev.onbehalf.web.session.Session;
import dev.onbehalf.web.session.SessionConfig;
import dev.onbehalf.web.session.SessionKey;
import dev.onbehalf.web.session.Sessions;
import dev.onbehalf.web.session.StoreUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Finds a session and keeps its tokens fresh: ahead of their expiry, by one refresh per session at a time (all tabs, all replicas),
 * and under the same session id. Methods block.
 */
@ApplicationScoped
class LiveSessions {

    private static final Logger LOG = Logger.getLogger(LiveSessions.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Sessions sessions;
    private final TenantTokens tenant;
    private final SessionConfig config;
    private final Clock clock;

    LiveSessions(Sessions sessions, TenantTokens tenant, SessionConfig config, Clock clock) {
        this.sessions = sessions;
        this.tenant = tenant;
        this.config = config;
        this.clock = clock;
    }

    Admission admit(SessionKey key) {
        try {
            Optional<Session> found = sessions.find(key);
            if (found.isEmpty()) {
                return new Admission.NoSession();
            }
            return isFresh(found.get()) ? new Admission.Admitted(found.get()) : refresh(key, found.get());
        } catch (StoreUnavailable e) {
            LOG.error("The session store does not answer", e.getCause());
            return new Admission.StoreSilent();
        }
    }

    /** Refreshes although the tokens look good: the API has refused this access token. */
    Admission renew(SessionKey key, String refusedAccessToken) {
        try {
            Optional<Session> found = sessions.find(key);
            if (found.isEmpty()) {
                return new Admission.NoSession();
            }
            boolean renewedMeanwhile = !found.get().tokens().accessToken().equals(refusedAccessToken);
            return renewedMeanwhile ? new Admission.Admitted(found.get()) : refreshNow(key, found.get());
        } catch (StoreUnavailable e) {
            return new Admission.StoreSilent();
        }
    }

    private boolean isFresh(Session session) {
        return !session.tokens().expireWithin(config.refreshAhead(), clock.instant());
    }

    private boolean isUsable(Session session) {
        return !session.tokens().expireWithin(Duration.ZERO, clock.instant());
    }

    private Admission refresh(SessionKey key, Session session) {
        Optional<RefreshLock> lock = sessions.tryLock(key, config.refreshTimeout());
        if (lock.isPresent()) {
            try (RefreshLock held = lock.get()) {
                return refreshUnlessDone(key);
            }
        }
        // Another request is at it. While the old tokens last nobody needs to wait.
        return isUsable(session) ? new Admission.Admitted(session) : waitForTheOther(key);
    }

    private Admission refreshUnlessDone(SessionKey key) {
        Optional<Session> found = sessions.find(key);
        if (found.isEmpty()) {
            return new Admission.NoSession();
        }
        return isFresh(found.get()) ? new Admission.Admitted(found.get()) : refreshNow(key, found.get());
    }

    private Admission refreshNow(SessionKey key, Session session) {
        return switch (tenant.refresh(session)) {
            case TenantTokens.Answer.Granted granted ->
                new Admission.Admitted(sessions.renew(key, session, granted.tokens()));
            case TenantTokens.Answer.Refused refused -> end(key, refused.error());
            case TenantTokens.Answer.NoAnswer none ->
                isUsable(session) ? new Admission.Admitted(session) : new Admission.TenantSilent();
        };
    }

    private Admission end(SessionKey key, String error) {
        LOG.infof("A session ends: the tenant refused to refresh it (%s)", error);
        sessions.end(key);
        return new Admission.NoSession();
    }

    private Admission waitForTheOther(SessionKey key) {
        long rounds = config.refreshTimeout().dividedBy(POLL);
        for (long round = 0; round < rounds; round++) {
            pause();
            Optional<Session> found = sessions.find(key);
            if (found.isEmpty()) {
                return new Admission.NoSession();
            }
            if (isFresh(found.get())) {
                return new Admission.Admitted(found.get());
            }
        }
        return new Admission.TenantSilent();
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while another request refreshes the session", e);
        }
    }
}
