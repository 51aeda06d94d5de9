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
 * @param device by what people recognise it in a list, such as {@code Firefox · Windows}; may be empty
 */
public record Session(
        String tenantId, String objectId, String tenantSession, Instant createdAt, String device, Tokens tokens) {

    Session with(Tokens newTokens) {
        return new Session(tenantId, objectId, tenantSession, createdAt, device, newTokens);
    }

    /** The same person at the same device, in another session of the tenant. */
    Session with(String newTenantSession, Tokens newTokens) {
        return new Session(tenantId, objectId, newTenantSession, createdAt, device, newTokens);
    }

    boolean olderThan(Duration age, Instant now) {
        return !now.isBefore(createdAt.plus(age));
    }
}
