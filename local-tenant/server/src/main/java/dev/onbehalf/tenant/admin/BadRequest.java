package dev.onbehalf.tenant.admin;

/** What an admin asked for makes no sense; the message says why. */
final class BadRequest extends RuntimeException {
    BadRequest(String message) {
        super(message, null, false, false);
    }
}
