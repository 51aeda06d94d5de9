package dev.onbehalf.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The last report, for whoever asks often. Examines again after a quarter of an hour, or after a minute if something was
 * broken; whoever asks meanwhile gets the one before.
 */
public final class Rounds {

    private static final Duration WHEN_WELL = Duration.ofMinutes(15);
    private static final Duration WHEN_BROKEN = Duration.ofMinutes(1);

    private record Kept(Report report, Instant until) {}

    private final Supplier<Report> examination;
    private final InstantSource clock;
    private final ReentrantLock examining = new ReentrantLock();
    private volatile Kept kept;

    public Rounds(Doctor doctor) {
        this(doctor::examine, Clock.systemUTC());
    }

    Rounds(Supplier<Report> examination, InstantSource clock) {
        this.examination = examination;
        this.clock = clock;
    }

    /** Blocks while the first examination lasts, or its own. */
    public Report report() {
        Kept known = kept;
        if (known != null && (clock.instant().isBefore(known.until()) || examining.isLocked())) {
            return known.report();
        }
        examining.lock();
        try {
            if (kept != known) {
                return kept.report();
            }
            Report report = examination.get();
            kept = new Kept(report, clock.instant().plus(report.broken() ? WHEN_BROKEN : WHEN_WELL));
            return report;
        } finally {
            examining.unlock();
        }
    }
}
