package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.onbehalfof.Exchange.Granted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Grants a new token each time, until a test says otherwise, and remembers what it was asked. */
final class TestingTenant implements Tenant {

    private final List<Wish> asked = new CopyOnWriteArrayList<>();
    private volatile boolean remembering = true;
    private volatile Function<Wish, Exchange> answer =
            wish -> granted(UUID.randomUUID().toString(), Instant.now().plus(Duration.ofHours(1)));

    @Override
    public Exchange exchange(Wish wish) {
        if (remembering) {
            asked.add(wish);
        }
        return answer.apply(wish);
    }

    void answers(Function<Wish, Exchange> other) {
        answer = other;
    }

    /** For very many. */
    void forgetsWhatItWasAsked() {
        remembering = false;
    }

    int timesAsked() {
        return asked.size();
    }

    static Exchange granted(String token, Instant expiry) {
        return new Granted(new ExchangedToken(token, expiry));
    }
}
