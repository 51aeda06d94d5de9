package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.access.Entra;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** Puts the parts of the exchange together: cache, Redis if it is wanted, guard, protocol. */
class ExchangeSetUp {

    @Produces
    @ApplicationScoped
    Exchanges exchanges(
            MsalExchange msal,
            OnBehalfOfConfig config,
            Entra entra,
            Clock clock,
            MeterRegistry registry,
            Tracer tracer,
            Instance<ReactiveRedisDataSource> redis) {
        ExchangeMeters meters = new ExchangeMeters(registry);
        OnBehalfOfConfig.Redis settings = config.cache().redis();
        return new CachedExchanges(
                new GuardedTenant(msal, config.tenant(), meters, tracer),
                config,
                clock,
                new AssertionKeys(secretOf(settings), entra.apiClientId()),
                settings.enabled()
                        ? new RedisTokens(
                                redis.get().getRedis().getDelegate(),
                                SharedTokenKeys.sealing(settings),
                                settings,
                                clock,
                                meters)
                        : SharedTokens.NONE,
                meters);
    }

    void close(@Disposes Exchanges exchanges) throws Exception {
        exchanges.close();
    }

    /** Without Redis nobody else needs to find our entries. */
    private static byte[] secretOf(OnBehalfOfConfig.Redis settings) {
        return settings.enabled() ? SharedTokenKeys.lookup(settings) : AssertionKeys.randomSecret();
    }
}
