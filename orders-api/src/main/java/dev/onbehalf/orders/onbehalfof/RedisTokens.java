package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.onbehalfof.AssertionKeys.Key;
import dev.onbehalf.orders.onbehalfof.AssertionKeys.UserName;
import dev.onbehalf.sealing.SealingKeys;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The second level in Redis. All names of one user carry the same hash tag, so that a cluster keeps them together:
 * {@code obo:{user}:t:key} a sealed token, ends with it; {@code obo:{user}:keys} the names of these, by their end;
 * {@code obo:{user}:gone} for half a minute after the user was forgotten, so that an exchange that was on its way on
 * another replica puts nothing back.
 */
final class RedisTokens implements SharedTokens {

    private static final String KEEP = """
            if redis.call('exists', KEYS[3]) == 1 then return 0 end
            redis.call('set', KEYS[1], ARGV[1], 'PX', ARGV[2])
            redis.call('zremrangebyscore', KEYS[2], '-inf', ARGV[3])
            redis.call('zadd', KEYS[2], ARGV[4], KEYS[1])
            if redis.call('pttl', KEYS[2]) < tonumber(ARGV[2]) then redis.call('pexpire', KEYS[2], ARGV[2]) end
            return 1""";
    private static final String FORGET = """
            redis.call('set', KEYS[2], '1', 'PX', ARGV[1])
            for _, name in ipairs(redis.call('zrange', KEYS[1], 0, -1)) do redis.call('del', name) end
            return redis.call('del', KEYS[1])""";

    private final Redis redis;
    private final SealingKeys keys;
    private final Clock clock;
    private final ExchangeMeters meters;
    private final Duration timeout;
    private final TypedGuard<Optional<Response>> guard;
    private final RedisNotices notices;

    RedisTokens(Redis redis, SealingKeys keys, OnBehalfOfConfig.Redis config, Clock clock, ExchangeMeters meters) {
        this.redis = redis;
        this.keys = keys;
        this.clock = clock;
        this.meters = meters;
        this.timeout = config.timeout();
        this.notices = new RedisNotices(redis, clock, this::forgetInRedis);
        this.guard = TypedGuard.create(new jakarta.enterprise.util.TypeLiteral<Optional<Response>>() {})
                .withDescription("second level of the exchange cache")
                .withCircuitBreaker()
                .requestVolumeThreshold(10)
                .failureRatio(0.5)
                .delay(config.pause().toMillis(), ChronoUnit.MILLIS)
                .onStateChange(meters.breaker("redis"))
                .done()
                .build();
    }

    @Override
    public Optional<ExchangedToken> find(UserName user, Key key) {
        String name = nameOf(user, key);
        return ask("read", Request.cmd(Command.GET).arg(name))
                .map(Response::toBytes)
                .flatMap(record -> keys.open(name, record))
                .map(RedisTokens::read);
    }

    @Override
    public void keep(UserName user, Key key, ExchangedToken token, Instant usableUntil) {
        long now = clock.millis();
        long left = usableUntil.toEpochMilli() - now;
        if (left <= 0) {
            return;
        }
        String name = nameOf(user, key);
        ask(
                "write",
                Request.cmd(Command.EVAL)
                        .arg(KEEP)
                        .arg(3)
                        .arg(name)
                        .arg(keysOf(user))
                        .arg(goneOf(user))
                        .arg(keys.seal(name, write(token)))
                        .arg(left)
                        .arg(now)
                        .arg(usableUntil.toEpochMilli()));
    }

    @Override
    public void forget(UserName user) {
        notices.forget(user);
    }

    @Override
    public void forget(UserName user, Key key) {
        ask("forget", Request.cmd(Command.DEL).arg(nameOf(user, key)));
        ask("forget", notices.notice(user, key));
    }

    @Override
    public void listen(Listener listener) {
        notices.listen(listener);
    }

    @Override
    public void close() {
        notices.close();
    }

    private boolean forgetInRedis(UserName user) {
        return ask(
                        "forget",
                        Request.cmd(Command.EVAL)
                                .arg(FORGET)
                                .arg(2)
                                .arg(keysOf(user))
                                .arg(goneOf(user))
                                .arg(Duration.ofSeconds(30).toMillis()))
                .isPresent();
    }

    /** Empty when Redis has nothing, fails, is slow, or is being left alone. */
    private Optional<Response> ask(String operation, Request request) {
        try {
            return meters.timed("redis-" + operation, () -> guard.get(() -> answerTo(request)));
        } catch (RuntimeException e) {
            meters.redisFailed(operation);
            return Optional.empty();
        }
    }

    private Optional<Response> answerTo(Request request) {
        return Optional.ofNullable(await(redis, request, timeout));
    }

    /** @throws RedisFailed when the answer is an error, or does not come in time */
    static Response await(Redis redis, Request request, Duration timeout) {
        try {
            return redis.send(request)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisFailed(e);
        } catch (java.util.concurrent.ExecutionException | TimeoutException | RuntimeException e) {
            throw new RedisFailed(e);
        }
    }

    private static String nameOf(UserName user, Key key) {
        return "obo:{" + user.hex() + "}:t:" + key.hex();
    }

    private static String keysOf(UserName user) {
        return "obo:{" + user.hex() + "}:keys";
    }

    private static String goneOf(UserName user) {
        return "obo:{" + user.hex() + "}:gone";
    }

    static final class RedisFailed extends RuntimeException {

        RedisFailed(Throwable cause) {
            super(cause);
        }
    }

    /** Its end in epoch milliseconds, then the token. */
    private static byte[] write(ExchangedToken token) {
        byte[] value = token.value().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + value.length)
                .putLong(token.expiresAt().toEpochMilli())
                .put(value)
                .array();
    }

    private static ExchangedToken read(byte[] record) {
        Instant end = Instant.ofEpochMilli(ByteBuffer.wrap(record).getLong());
        return new ExchangedToken(
                new String(record, Long.BYTES, record.length - Long.BYTES, StandardCharsets.UTF_8), end);
    }
}
