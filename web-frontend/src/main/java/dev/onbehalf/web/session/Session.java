package dev.onbehalf.web.session;

import java.time.Duration;
import java.time.Instant;

/**
 * One signed-in browser: whose it is, since when, and with which tokens. Session and tokens are one record; they live and die
 * together.
 *
 * @param tenantId {@code tid} of the user
 * @param objectId {@code oid} of the user
 * @param tenantSession {@code sid}: the session at the tenant, by which a front-channel sign-out finds this one; may be empty
 * @param createdAt the sign-in; the absolute timeout counts from here
 */
public record Session(String tenantId, String objectId, String tenantSession, Instant createdAt, Tokens tokens) {

    Session with(Tokens newTokens) {
        return new Session(tenantId, objectId, tenantSession, createdAt, newTokens);
    }

    boolean olderThan(Duration age, Instant now) {
        return !now.isBefore(createdAt.plus(age));
    }
}
