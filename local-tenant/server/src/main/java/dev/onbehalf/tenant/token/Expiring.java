package dev.onbehalf.tenant.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A set that forgets: what is older than its life, and the oldest when there is too much. */
public final class Expiring<T> {
    private final Duration life;
    private final int most;
    private final Clock clock;
    private final Map<T, Instant> entries = new LinkedHashMap<>();

    public Expiring(Duration life, int most, Clock clock) {
        this.life = life;
        this.most = most;
        this.clock = clock;
    }

    /** False when it was there already. */
    public synchronized boolean add(T entry) {
        Instant now = clock.instant();
        forget(now);
        return entries.putIfAbsent(entry, now) == null;
    }

    public synchronized boolean contains(T entry) {
        return entries.containsKey(entry);
    }

    public synchronized void clear() {
        entries.clear();
    }

    synchronized int size() {
        return entries.size();
    }

    private void forget(Instant now) {
        var oldestFirst = entries.entrySet().iterator();
        while (oldestFirst.hasNext()) {
            boolean old = oldestFirst.next().getValue().plus(life).isBefore(now);
            if (!old && entries.size() < most) {
                return;
            }
            oldestFirst.remove();
        }
    }
}
