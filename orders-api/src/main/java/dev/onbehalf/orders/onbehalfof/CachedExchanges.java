package dev.onbehalf.orders.onbehalfof;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.onbehalf.orders.access.Caller.SignedInUser;
import dev.onbehalf.orders.onbehalfof.Exchange.Granted;
import dev.onbehalf.orders.onbehalfof.Exchange.Unavailable;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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
@ApplicationScoped
class CachedExchanges implements Exchanges {

    private static final int BYTES_BESIDE_THE_TOKEN = 512;

    private final MsalExchange tenant;
    private final OnBehalfOfConfig config;
    private final Clock clock;
    private final MeterRegistry meters;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final AssertionKeys keys = new AssertionKeys();
    private final AsyncCache<AssertionKeys.Key, Entry> entries;

    CachedExchanges(MsalExchange tenant, OnBehalfOfConfig config, Clock clock, MeterRegistry meters) {
        this.tenant = tenant;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(config.cacheSize().asLongValue())
                .weigher((AssertionKeys.Key key, Entry entry) -> entry.bytes())
                .expireAfter(Expiry.creating((AssertionKeys.Key key, Entry entry) -> lifetimeOf(entry)))
                .executor(executor)
                .buildAsync();
    }

    @Override
    public Exchange exchange(SignedInUser user, Resource resource) {
        AssertionKeys.Key key = keys.of(user, resource);
        CompletableFuture<Entry> entry = entries.getIfPresent(key);
        boolean asked = entry == null;
        if (asked) {
            entry = entries.get(key, (k, ignored) -> ask(user, resource, correlationId()));
        }
        Exchange result = await(entry);
        count(resource, asked ? result.getClass().getSimpleName().toLowerCase(Locale.ROOT) : "held");
        return result;
    }

    @Override
    public Exchange exchange(SignedInUser user, Resource resource, String claims) {
        return tenant.exchange(user, resource, claims, correlationId());
    }

    @Override
    public void forget(SignedInUser user, Resource resource) {
        entries.synchronous().invalidate(keys.of(user, resource));
    }

    @Override
    public List<Held> heldFor(SignedInUser user) {
        return entries.synchronous().asMap().entrySet().stream()
                .filter(entry -> entry.getKey().isOf(user))
                .flatMap(entry -> entry.getValue().held().stream())
                .toList();
    }

    @Override
    public void forget(SignedInUser user) {
        Map<AssertionKeys.Key, CompletableFuture<Entry>> all = entries.asMap();
        all.keySet().removeIf(key -> key.isOf(user));
    }

    @PreDestroy
    void close() {
        executor.shutdownNow();
    }

    private CompletableFuture<Entry> ask(SignedInUser user, Resource resource, String correlationId) {
        return CompletableFuture.supplyAsync(
                () -> new Entry(resource, tenant.exchange(user, resource, null, correlationId), user.assertionExpiry()),
                executor);
    }

    /** Read while still on the request's own thread. */
    private static String correlationId() {
        return MDC.get("correlationId") instanceof String id
                ? id
                : UUID.randomUUID().toString();
    }

    private Exchange await(CompletableFuture<Entry> entry) {
        try {
            // The exchange goes on when this request gives up: others may be waiting for it too.
            return entry.get(config.patience().toMillis(), TimeUnit.MILLISECONDS)
                    .exchange();
        } catch (TimeoutException e) {
            return new Unavailable(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unavailable(Duration.ofSeconds(1));
        } catch (ExecutionException e) {
            throw new IllegalStateException("The exchange failed unexpectedly", e.getCause());
        }
    }

    private Duration lifetimeOf(Entry entry) {
        if (!(entry.exchange() instanceof Granted granted)) {
            return Duration.ZERO;
        }
        Instant end = granted.token().expiresAt().isBefore(entry.assertionExpiry())
                ? granted.token().expiresAt()
                : entry.assertionExpiry();
        Duration left = Duration.between(clock.instant(), end.minus(config.expirySkew()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void count(Resource resource, String result) {
        meters.counter("onbehalfof.exchanges", "resource", resource.audience(), "result", result)
                .increment();
    }

    private record Entry(Resource resource, Exchange exchange, Instant assertionExpiry) {

        int bytes() {
            return exchange instanceof Granted granted
                    ? granted.token().value().length() + BYTES_BESIDE_THE_TOKEN
                    : BYTES_BESIDE_THE_TOKEN;
        }

        List<Held> held() {
            return exchange instanceof Granted granted ? List.of(new Held(resource, granted.token())) : List.of();
        }
    }
}
