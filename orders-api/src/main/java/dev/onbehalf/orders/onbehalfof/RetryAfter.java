package dev.onbehalf.orders.onbehalfof;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** The header Retry-After: seconds or a date (RFC 9110 §10.2.3). */
final class RetryAfter {

    private static final Duration WHEN_UNSAID = Duration.ofSeconds(10);

    private RetryAfter() {}

    static Duration of(String value, Clock clock) {
        if (value == null) {
            return WHEN_UNSAID;
        }
        if (value.matches("\\d{1,5}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Instant then = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
            Duration wait = Duration.between(clock.instant(), then);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return WHEN_UNSAID;
        }
    }
}
