package dev.onbehalf.web.session;

import dev.onbehalf.sealing.SealingKeys;
import io.quarkus.redis.datasource.RedisDataSource;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What a second replica sees: it shares the Redis and the keys with this process, and nothing else. */
@Singleton
public class AnotherReplica {

    private final Instance<RedisDataSource> redis;
    private final SessionConfig config;
    private final Clock clock;

    AnotherReplica(Instance<RedisDataSource> redis, SessionConfig config, Clock clock) {
        this.redis = redis;
        this.config = config;
        this.clock = clock;
    }

    /** The access token of the session behind this cookie. */
    public Optional<String> accessToken(String cookie) {
        SessionStore store = new RedisSessionStore(
                redis.get(),
                new SealingKeys(SessionConfig.KEYS, List.of(TestingRedis.KEYS)),
                config.idleTimeout(),
                config.absoluteTimeout(),
                clock);
        return SessionId.parse(cookie).flatMap(id -> store.use(id.key())).map(session -> session.tokens()
                .accessToken());
    }
}
