package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.access.StartCheck;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses half a configuration of the second level: it would show up as a cache that never hits. */
@Singleton
class CacheCheck implements StartCheck {

    private final OnBehalfOfConfig.Cache cache;
    private final Optional<String> hosts;

    CacheCheck(OnBehalfOfConfig config, @ConfigProperty(name = "quarkus.redis.hosts") Optional<String> hosts) {
        this.cache = config.cache();
        this.hosts = hosts;
    }

    @Override
    public Optional<String> refusal() {
        if (!cache.redis().enabled()) {
            return Optional.empty();
        }
        if (hosts.isEmpty()) {
            return Optional.of("on-behalf-of.cache.redis.enabled is true, but nothing says where Redis is. Set"
                    + " QUARKUS_REDIS_HOSTS, as in rediss://user:password@host:6380.");
        }
        try {
            SharedTokenKeys.sealing(cache.redis());
            SharedTokenKeys.lookup(cache.redis());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage() + ". Make 32 random bytes with: openssl rand -base64 32");
        }
    }

    @Override
    public String started() {
        return cache.redis().enabled()
                ? "Exchanged tokens are held in this process and, encrypted, in Redis"
                : "Exchanged tokens are held in this process only";
    }
}
