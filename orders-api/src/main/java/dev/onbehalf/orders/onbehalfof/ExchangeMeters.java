package dev.onbehalf.orders.onbehalfof;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** What is counted and timed. Labels are resources, results and stages, never anything of a user. */
final class ExchangeMeters {

    private static final Logger LOG = Logger.getLogger(ExchangeMeters.class);

    private final MeterRegistry registry;
    private final Map<String, Lookups> lookups = new ConcurrentHashMap<>();

    ExchangeMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Where a wanted token came from. A hit touches nothing but a counter. */
    record Lookups(Counter held, Counter shared, Counter joined, Counter missed) {}

    Lookups of(Resource resource) {
        Lookups known = lookups.get(resource.audience());
        return known != null
                ? known
                : lookups.computeIfAbsent(
                        resource.audience(),
                        audience -> new Lookups(
                                lookup(audience, "l1"),
                                lookup(audience, "l2"),
                                lookup(audience, "joined"),
                                lookup(audience, "miss")));
    }

    private Counter lookup(String audience, String found) {
        return Counter.builder("onbehalfof.lookups")
                .description("Tokens wanted, by where they were found; joined: waited for another request's exchange")
                .tag("resource", audience)
                .tag("found", found)
                .register(registry);
    }

    void exchanged(Resource resource, Exchange result) {
        registry.counter(
                        "onbehalfof.exchanges", "resource", resource.audience(), "result", GuardedTenant.nameOf(result))
                .increment();
    }

    <T> T timed(String stage, Supplier<T> work) {
        return Timer.builder("onbehalfof.stage")
                .description("Time per stage: tenant, redis-read, redis-write, redis-forget, wait")
                .tag("stage", stage)
                .register(registry)
                .record(work);
    }

    void redisFailed(String what) {
        registry.counter("onbehalfof.redis.failures", "operation", what).increment();
    }

    void watch(HeldTokens held) {
        Gauge.builder("onbehalfof.cache.entries", held, HeldTokens::size).register(registry);
        Gauge.builder("onbehalfof.cache.size", held, HeldTokens::bytes)
                .baseUnit("bytes")
                .register(registry);
    }

    /** 0 closed, 1 half open, 2 open. */
    Consumer<CircuitBreakerState> breaker(String name) {
        AtomicInteger state = new AtomicInteger();
        Gauge.builder("onbehalfof.breaker", state, AtomicInteger::get)
                .description("0 closed, 1 half open, 2 open")
                .tag("of", name)
                .strongReference(true)
                .register(registry);
        return changed -> {
            state.set(
                    switch (changed) {
                        case CLOSED -> 0;
                        case HALF_OPEN -> 1;
                        case OPEN -> 2;
                    });
            if (changed == CircuitBreakerState.OPEN) {
                LOG.warnf("Circuit breaker of %s: open, it is left alone for a while", name);
            } else {
                LOG.infof("Circuit breaker of %s: %s", name, changed);
            }
        };
    }
}
