package dev.onbehalf.orders.order;

/** What a request that must not be done twice is known by. */
final class IdempotencyKeys {

    static final String FORM = "[A-Za-z0-9_-]{1,64}";
    static final String MISSING = "must be sent";
    static final String WRONG = "must be 1 to 64 characters out of A-Z a-z 0-9 _ -";

    private IdempotencyKeys() {}
}
