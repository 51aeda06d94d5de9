package dev.onbehalf.tenant.token;

import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Revocations;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.error.EntraError;
import dev.onbehalf.tenant.keys.Seal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Refresh tokens hold all they stand for, sealed with a key that outlives the process. They are bound to a person and
 * a client, not to a resource; a new one does not void the old one.
 */
public final class RefreshTokens {
    private static final Duration LIFE = Duration.ofDays(90);
    private static final Duration SPA_LIFE = Duration.ofHours(24);
    private static final String PURPOSE = "refresh-token";
    private static final String PREFIX = "1.R";

    /** @param spaSince when the single-page app's 24 hours began; null for all others */
    record Refresh(
            String id,
            Instant issuedAt,
            String clientId,
            String scope,
            String resource,
            String nonce,
            SignIn signIn,
            Instant spaSince) {
        Refresh(
                String clientId,
                String scope,
                String resource,
                String nonce,
                SignIn signIn,
                Instant spaSince,
                Clock clock) {
            this(UUID.randomUUID().toString(), clock.instant(), clientId, scope, resource, nonce, signIn, spaSince);
        }

        @Override
        public String toString() {
            return "Refresh[***]";
        }
    }

    private final Seal seal;
    private final Directory directory;
    private final Clock clock;

    public RefreshTokens(Seal seal, Directory directory, Clock clock) {
        this.seal = seal;
        this.directory = directory;
        this.clock = clock;
    }

    String issue(Refresh refresh) {
        return PREFIX + seal.seal(PURPOSE, refresh);
    }

    /** Seconds that a single-page app's token has left; rotation does not extend them. */
    long secondsLeft(Instant spaSince) {
        return Math.max(0, clock.instant().until(spaSince.plus(SPA_LIFE), ChronoUnit.SECONDS));
    }

    Refresh open(String text) {
        if (!text.startsWith(PREFIX)) {
            throw Aadsts.MALFORMED.with();
        }
        Refresh refresh = seal.open(PURPOSE, text.substring(PREFIX.length()), Refresh.class)
                .orElseThrow(() -> Aadsts.GRANT_MALFORMED.with("refresh_token"));
        Instant now = clock.instant();
        if (refresh.spaSince() != null && refresh.spaSince().plus(SPA_LIFE).isBefore(now)) {
            throw Aadsts.SPA_REFRESH_EXPIRED.with();
        }
        if (refresh.issuedAt().plus(LIFE).isBefore(now)) {
            throw Aadsts.REFRESH_EXPIRED.with(refresh.issuedAt());
        }
        directory
                .revocations()
                .of(refresh.signIn().oid(), refresh.signIn().at())
                .ifPresent(reason -> {
                    throw voided(reason);
                });
        return refresh;
    }

    private static EntraError voided(Revocations.Reason reason) {
        return switch (reason) {
            case REVOKED -> Aadsts.REFRESH_REVOKED.with();
            case PASSWORD_CHANGED -> Aadsts.PASSWORD_CHANGED.with();
            case SESSION_EXPIRED -> Aadsts.SIGN_IN_STALE.with();
        };
    }
}
