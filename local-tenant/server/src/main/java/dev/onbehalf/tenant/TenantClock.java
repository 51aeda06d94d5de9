package dev.onbehalf.tenant;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time in the tenant: that of the machine plus an offset that tests move. */
public final class TenantClock extends Clock {
    private volatile Duration offset = Duration.ZERO;

    public void moveTo(Duration newOffset) {
        offset = newOffset;
    }

    public Duration offset() {
        return offset;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(offset);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the tenant lives in UTC");
    }
}
