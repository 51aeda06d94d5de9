package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.access.Caller.SignedInUser;
import dev.onbehalf.orders.onbehalfof.AssertionKeys.Key;
import dev.onbehalf.orders.onbehalfof.AssertionKeys.UserName;
import dev.onbehalf.orders.onbehalfof.Exchange.Granted;
import dev.onbehalf.orders.onbehalfof.Exchange.Unavailable;
import dev.onbehalf.orders.onbehalfof.HeldTokens.Entry;
import dev.onbehalf.orders.onbehalfof.Tenant.Wish;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.MDC;

/**
 * Exchanges once and remembers: for one assertion and one resource the tenant is asked by one request at a time, and
 * its token is used until shortly before the end of it or of the assertion. Only granted tokens are remembered.
 */
final class CachedExchanges implements Exchanges, SharedTokens.Listener, AutoCloseable {

    private final Tenant tenant;
    private final OnBehalfOfConfig config;
    private final Clock clock;
    private final AssertionKeys keys;
    private final SharedTokens shared;
    private final ExchangeMeters meters;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HeldTokens held;
    private final ConcurrentHashMap<Key, Flight> flights = new ConcurrentHashMap<>();

    CachedExchanges(
            Tenant tenant,
            OnBehalfOfConfig config,
            Clock clock,
            AssertionKeys keys,
            SharedTokens shared,
            ExchangeMeters meters) {
        this.tenant = tenant;
        this.config = config;
        this.clock = clock;
        this.keys = keys;
        this.shared = shared;
        this.meters = meters;
        this.held = new HeldTokens(config.cache().size().asLongValue(), clock, executor);
        meters.watch(held);
        shared.listen(this);
    }

    /** An exchange on its way. It belongs to nobody: who gives up waiting does not stop it. */
    private static final class Flight extends CompletableFuture<Exchange> {

        private volatile boolean forgotten;
    }

    @Override
    public Exchange exchange(SignedInUser user, Resource resource) {
        Key key = keys.of(user, resource);
        Granted granted = held.find(key);
        if (granted != null) {
            meters.of(resource).held().increment();
            return granted;
        }
        return await(join(key, wish(user, resource, null)));
    }

    @Override
    public Exchange exchange(SignedInUser user, Resource resource, String claims) {
        // Its key differs from that of the token without claims, and its token is never kept.
        return await(join(keys.of(user, resource, claims), wish(user, resource, claims)));
    }

    @Override
    public List<Held> heldFor(SignedInUser user) {
        return held.of(keys.nameOf(user)).stream()
                .map(entry -> new Held(entry.resource(), entry.granted().token()))
                .toList();
    }

    @Override
    public void forget(SignedInUser user) {
        UserName name = keys.nameOf(user);
        forgotten(name);
        shared.forget(name);
    }

    @Override
    public void forget(SignedInUser user, Resource resource) {
        UserName name = keys.nameOf(user);
        Key key = keys.of(user, resource);
        forgotten(name, key);
        shared.forget(name, key);
    }

    @Override
    public void forgotten(UserName user) {
        held.forget(user, this::abandon);
    }

    @Override
    public void forgotten(UserName user, Key key) {
        held.forget(user, key, this::abandon);
    }

    @Override
    public void close() {
        shared.close();
        executor.shutdownNow();
    }

    HeldTokens held() {
        return held;
    }

    private void abandon(Key key) {
        Flight flight = flights.remove(key);
        if (flight != null) {
            flight.forgotten = true;
        }
    }

    private Flight join(Key key, Wish wish) {
        Flight mine = new Flight();
        Flight others = flights.putIfAbsent(key, mine);
        if (others != null) {
            meters.of(wish.resource()).joined().increment();
            return others;
        }
        executor.execute(() -> fly(key, wish, mine));
        return mine;
    }

    private void fly(Key key, Wish wish, Flight flight) {
        try {
            Exchange result = wish.claims() == null ? remembered(key, wish, flight) : tenant.exchange(wish);
            // First out of sight: who comes after the result must not be served by it, but by the cache's rules.
            flights.remove(key, flight);
            flight.complete(result);
        } catch (RuntimeException | Error e) {
            flights.remove(key, flight);
            flight.completeExceptionally(e);
        }
    }

    private Exchange remembered(Key key, Wish wish, Flight flight) {
        // Between the request's look and its take-off another flight may have landed.
        Granted landed = held.find(key);
        if (landed != null) {
            meters.of(wish.resource()).held().increment();
            return landed;
        }
        UserName user = keys.nameOf(wish.user());
        held.expect(user, key);
        boolean kept = false;
        try {
            Optional<ExchangedToken> known = shared.find(user, key).filter(token -> usable(wish, token));
            known.ifPresentOrElse(
                    token -> meters.of(wish.resource()).shared().increment(),
                    () -> meters.of(wish.resource()).missed().increment());
            Exchange result = known.<Exchange>map(Granted::new).orElseGet(() -> tenant.exchange(wish));
            kept = result instanceof Granted granted && keep(key, user, wish, granted, flight);
            if (kept && known.isEmpty() && result instanceof Granted granted) {
                ExchangedToken token = granted.token();
                executor.execute(() -> shared.keep(user, key, token, usableUntil(wish, token)));
            }
            return result;
        } finally {
            if (!kept && !flight.forgotten) {
                held.expectNoMore(user, key);
            }
        }
    }

    private boolean keep(Key key, UserName user, Wish wish, Granted granted, Flight flight) {
        long end = usableUntil(wish, granted.token()).toEpochMilli();
        return clock.millis() < end
                && held.keep(key, new Entry(user, wish.resource(), granted, end), () -> !flight.forgotten);
    }

    private boolean usable(Wish wish, ExchangedToken token) {
        return clock.instant().isBefore(usableUntil(wish, token));
    }

    private Instant usableUntil(Wish wish, ExchangedToken token) {
        Instant assertion = wish.user().assertionExpiry();
        Instant end = token.expiresAt().isBefore(assertion) ? token.expiresAt() : assertion;
        return end.minus(config.expirySkew());
    }

    private Exchange await(Flight flight) {
        return meters.timed("wait", () -> {
            try {
                return flight.get(config.patience().toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                return new Unavailable(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Unavailable(Duration.ofSeconds(1));
            } catch (ExecutionException e) {
                throw new IllegalStateException("The exchange failed unexpectedly", e.getCause());
            }
        });
    }

    /** Read while still on the request's own thread. */
    private static Wish wish(SignedInUser user, Resource resource, String claims) {
        String correlationId = MDC.get("correlationId") instanceof String id
                ? id
                : UUID.randomUUID().toString();
        return new Wish(user, resource, claims, correlationId, Context.current());
    }
}
