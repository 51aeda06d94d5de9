package dev.onbehalf.tenant.authorize;

import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Reply;
import dev.onbehalf.tenant.keys.Seal;
import dev.onbehalf.tenant.token.Expiring;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Sessions live in the browser's cookie, sealed. Only those that ended are remembered here, until they are too old. */
public final class BrowserSessions {
    public static final String COOKIE = "local-tenant-session";
    private static final Duration LIFE = Duration.ofHours(24);
    private static final String PURPOSE = "browser-session";

    private final Seal seal;
    private final Directory directory;
    private final Clock clock;
    private final Expiring<String> ended;

    public BrowserSessions(Seal seal, Directory directory, Clock clock) {
        this.seal = seal;
        this.directory = directory;
        this.clock = clock;
        this.ended = new Expiring<>(LIFE, 200_000, clock);
    }

    /** The accounts of this browser that are still signed in. */
    public BrowserSession of(Call call) {
        return call.cookie(COOKIE)
                .flatMap(text -> seal.open(PURPOSE, text, BrowserSession.class))
                .map(this::living)
                .orElseGet(BrowserSession::empty);
    }

    private BrowserSession living(BrowserSession session) {
        return new BrowserSession(
                session.accounts().stream().filter(this::isAlive).toList());
    }

    private boolean isAlive(BrowserSession.Account account) {
        Instant signedInAt = Instant.ofEpochMilli(account.signedInAtMillis());
        return !ended.contains(account.sessionId())
                && signedInAt.plus(LIFE).isAfter(clock.instant())
                && !directory.isRevoked(account.oid(), signedInAt)
                && directory.person(account.oid()).filter(directory::isEnabled).isPresent();
    }

    public void end(BrowserSession.Account account) {
        ended.add(account.sessionId());
    }

    /** Sets the cookie, or clears it when nobody is left. Lax: applications of other sites cannot use it by POST. */
    public Reply store(BrowserSession session, Reply reply) {
        boolean nobody = session.accounts().isEmpty();
        String value = nobody ? "" : seal.seal(PURPOSE, session);
        String age = nobody ? "; Max-Age=0" : "";
        return reply.with("Set-Cookie", COOKIE + "=" + value + "; Path=/; HttpOnly; SameSite=Lax" + age);
    }

    public void reset() {
        ended.clear();
    }
}
