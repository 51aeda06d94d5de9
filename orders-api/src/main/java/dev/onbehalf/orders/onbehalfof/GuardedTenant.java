package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.onbehalfof.Exchange.Unavailable;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * Spares the tenant and us: so many exchanges at a time, and none for a while when most go unanswered. A refusal is an
 * answer; only silence, 5xx and 429 count. Each exchange that gets through is one span.
 */
final class GuardedTenant implements Tenant {

    private final Tenant tenant;
    private final TypedGuard<Exchange> guard;
    private final Duration pause;
    private final ExchangeMeters meters;
    private final Tracer tracer;

    GuardedTenant(Tenant tenant, OnBehalfOfConfig.Tenant limits, ExchangeMeters meters, Tracer tracer) {
        this.tenant = tenant;
        this.pause = limits.breakerPause();
        this.meters = meters;
        this.tracer = tracer;
        this.guard = TypedGuard.create(Exchange.class)
                .withDescription("exchange at the tenant")
                .withBulkhead()
                .limit(limits.concurrency())
                .queueSize(limits.waiting())
                // Called on virtual threads only, which may wait.
                .enableSynchronousQueueing()
                .done()
                .withCircuitBreaker()
                .requestVolumeThreshold(limits.breakerVolume())
                .failureRatio(limits.breakerRatio())
                .delay(limits.breakerPause().toMillis(), ChronoUnit.MILLIS)
                .failOn(NoAnswer.class)
                .onStateChange(meters.breaker("tenant"))
                .done()
                .build();
    }

    @Override
    public Exchange exchange(Wish wish) {
        Exchange result = guarded(wish);
        meters.exchanged(wish.resource(), result);
        return result;
    }

    private Exchange guarded(Wish wish) {
        try {
            return guard.call(() -> answered(traced(wish)));
        } catch (NoAnswer none) {
            return none.result;
        } catch (CircuitBreakerOpenException open) {
            return new Unavailable(pause);
        } catch (BulkheadException full) {
            return new Unavailable(Duration.ofSeconds(1));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The exchange failed unexpectedly", e);
        }
    }

    private static Exchange answered(Exchange result) throws NoAnswer {
        if (result instanceof Unavailable none) {
            throw new NoAnswer(none);
        }
        return result;
    }

    private Exchange traced(Wish wish) {
        Span span = tracer.spanBuilder("exchange token")
                .setParent(wish.trace())
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("onbehalfof.resource", wish.resource().audience())
                .setAttribute("onbehalfof.claims", wish.claims() != null)
                .startSpan();
        try {
            Exchange result = meters.timed(
                    "tenant", () -> tenant.exchange(wish.within(wish.trace().with(span))));
            span.setAttribute("onbehalfof.result", nameOf(result));
            if (result instanceof Unavailable) {
                span.setStatus(StatusCode.ERROR);
            }
            return result;
        } catch (RuntimeException e) {
            // Without the exception: its message could quote what was sent.
            span.setStatus(StatusCode.ERROR);
            throw e;
        } finally {
            span.end();
        }
    }

    static String nameOf(Exchange result) {
        return result.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static final class NoAnswer extends Exception {

        private final transient Unavailable result;

        NoAnswer(Unavailable result) {
            super("The tenant did not answer", null, false, false);
            this.result = result;
        }
    }
}
