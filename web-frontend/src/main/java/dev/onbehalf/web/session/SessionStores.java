package dev.onbehalf.web.session;

import dev.onbehalf.sealing.SealingKeys;
import io.quarkus.arc.DefaultBean;
import io.quarkus.redis.datasource.RedisDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/** Makes the store that {@code session.store} names. */
class SessionStores {

    private static final Logger LOG = Logger.getLogger(SessionStores.class);

    @Produces
    @ApplicationScoped
    SessionStore store(SessionConfig config, Clock clock, Instance<RedisDataSource> redis) {
        return switch (config.store()) {
            case MEMORY -> inMemory(config, clock);
            case REDIS ->
                new RedisSessionStore(
                        redis.get(),
                        new SealingKeys(SessionConfig.KEYS, config.keys().orElse(List.of())),
                        config.idleTimeout(),
                        config.absoluteTimeout(),
                        clock);
        };
    }

    private static SessionStore inMemory(SessionConfig config, Clock clock) {
        LOG.infof(
                "Sessions are kept in the memory of this process (at most %d): a restart signs everybody out, and a second replica"
                        + " would not know them. Set session.store=redis to change that.",
                config.memoryLimit());
        return new MemorySessionStore(config.memoryLimit(), config.idleTimeout(), clock);
    }

    @Produces
    @DefaultBean
    @ApplicationScoped
    Clock clock() {
        return Clock.systemUTC();
    }
}
