package dev.onbehalf.web.session;

import dev.onbehalf.sealing.SealingKeys;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.value.GetExArgs;
import io.quarkus.redis.datasource.value.SetArgs;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * For any number of replicas. Keys: {@code session:{hash}} (sealed record, ends by idle time), {@code session-sid:{hash}} and
 * {@code session-user:{hash}} (sets of record hashes, end with the absolute timeout), {@code session-lock:{hash}},
 * {@code note:{hash}} (sealed, ends by its own time).
 */
final class RedisSessionStore implements SessionStore {

    private static final String UNLOCK =
            "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end";

    private static final Logger LOG = Logger.getLogger(RedisSessionStore.class);

    private final RedisDataSource redis;
    private final SealingKeys keys;
    private final Duration idleTimeout;
    private final Duration absoluteTimeout;
    private final Clock clock;

    RedisSessionStore(
            RedisDataSource redis, SealingKeys keys, Duration idleTimeout, Duration absoluteTimeout, Clock clock) {
        this.clock = clock;
        this.redis = redis;
        this.keys = keys;
        this.idleTimeout = idleTimeout;
        this.absoluteTimeout = absoluteTimeout;
    }

    @Override
    public void add(SessionKey key, Session session) {
        tell(() -> {
            if (!session.tenantSession().isEmpty()) {
                index(sidKey(session.tenantSession()), key);
            }
            index(userKey(session.tenantId(), session.objectId()), key);
            redis.value(byte[].class).set(record(key), seal(key, session), withIdleTimeout());
        });
    }

    @Override
    public Optional<Session> use(SessionKey key) {
        byte[] sealed =
                ask(() -> redis.value(byte[].class).getex(record(key), new GetExArgs().px(idleTimeout.toMillis())));
        return Optional.ofNullable(sealed)
                .flatMap(bytes -> keys.open(key.value(), bytes))
                .map(RedisSessionStore::read);
    }

    @Override
    public void replace(SessionKey key, Session session) {
        tell(() -> redis.value(byte[].class)
                .set(record(key), seal(key, session), withIdleTimeout().xx()));
    }

    @Override
    public void remove(SessionKey key) {
        ask(() -> redis.key().del(record(key)));
    }

    @Override
    public List<SessionKey> ofTenantSession(String tenantSession) {
        return indexed(sidKey(tenantSession));
    }

    @Override
    public List<SessionKey> ofUser(String tenantId, String objectId) {
        return indexed(userKey(tenantId, objectId));
    }

    @Override
    public List<SessionInUse> inUse(String tenantId, String objectId) {
        return ofUser(tenantId, objectId).stream()
                .flatMap(key -> look(key).stream())
                .toList();
    }

    // What is left of the idle time tells when it was used last.
    private Optional<SessionInUse> look(SessionKey key) {
        byte[] sealed = ask(() -> redis.value(byte[].class).get(record(key)));
        long left = ask(() -> redis.key().pttl(record(key)));
        Instant lastUsed = clock.instant().minus(idleTimeout).plusMillis(Math.max(0, left));
        return Optional.ofNullable(sealed)
                .flatMap(bytes -> keys.open(key.value(), bytes))
                .map(bytes -> new SessionInUse(key, read(bytes), lastUsed));
    }

    @Override
    public Optional<RefreshLock> tryLock(SessionKey key, Duration atMost) {
        String lock = "session-lock:" + key.value();
        String mine = UUID.randomUUID().toString();
        Response taken = ask(() -> redis.execute("SET", lock, mine, "NX", "PX", Long.toString(atMost.toMillis())));
        return taken == null ? Optional.empty() : Optional.of(() -> unlock(lock, mine));
    }

    // A lock that cannot be given back ends by itself.
    private void unlock(String lock, String mine) {
        try {
            redis.execute("EVAL", UNLOCK, "1", lock, mine);
        } catch (RuntimeException e) {
            LOG.debug("The refresh lock ends by its own time", e);
        }
    }

    @Override
    public void keep(SessionKey place, byte[] note, Duration life) {
        tell(() -> redis.value(byte[].class)
                .set(noteKey(place), keys.seal(place.value(), note), new SetArgs().px(life.toMillis())));
    }

    @Override
    public Optional<byte[]> note(SessionKey place) {
        byte[] sealed = ask(() -> redis.value(byte[].class).get(noteKey(place)));
        return Optional.ofNullable(sealed).flatMap(bytes -> keys.open(place.value(), bytes));
    }

    @Override
    public Optional<byte[]> takeNote(SessionKey place) {
        byte[] sealed = ask(() -> redis.value(byte[].class).getdel(noteKey(place)));
        return Optional.ofNullable(sealed).flatMap(bytes -> keys.open(place.value(), bytes));
    }

    @Override
    public void ping() {
        ask(() -> redis.execute("PING"));
    }

    private void index(String index, SessionKey key) {
        redis.set(String.class).sadd(index, key.value());
        redis.key().pexpire(index, absoluteTimeout);
    }

    // The index may name sessions that have ended by themselves: they are left out, and the index forgets them.
    private List<SessionKey> indexed(String index) {
        Set<String> hashes = ask(() -> redis.set(String.class).smembers(index));
        return hashes.stream()
                .map(SessionKey::new)
                .filter(key -> alive(index, key))
                .toList();
    }

    private boolean alive(String index, SessionKey key) {
        boolean alive = ask(() -> redis.key().exists(record(key)));
        if (!alive) {
            ask(() -> redis.set(String.class).srem(index, key.value()));
        }
        return alive;
    }

    private SetArgs withIdleTimeout() {
        return new SetArgs().px(idleTimeout.toMillis());
    }

    private static String record(SessionKey key) {
        return "session:" + key.value();
    }

    private static String noteKey(SessionKey place) {
        return "note:" + place.value();
    }

    private static String sidKey(String tenantSession) {
        return "session-sid:" + SessionKey.sha256(tenantSession);
    }

    private static String userKey(String tenantId, String objectId) {
        return "session-user:" + SessionKey.sha256(tenantId + "/" + objectId);
    }

    private byte[] seal(SessionKey key, Session session) {
        return keys.seal(key.value(), write(session));
    }

    private static byte[] write(Session session) {
        return new JsonObject()
                .put("tid", session.tenantId())
                .put("oid", session.objectId())
                .put("sid", session.tenantSession())
                .put("createdAt", session.createdAt().toEpochMilli())
                .put("device", session.device())
                .put("idToken", session.tokens().idToken())
                .put("accessToken", session.tokens().accessToken())
                .put("refreshToken", session.tokens().refreshToken())
                .put("expiresAt", session.tokens().expiresAt().toEpochMilli())
                .encode()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Session read(byte[] plain) {
        var json = new JsonObject(new String(plain, StandardCharsets.UTF_8));
        Tokens tokens = new Tokens(
                json.getString("idToken"),
                json.getString("accessToken"),
                json.getString("refreshToken"),
                Instant.ofEpochMilli(json.getLong("expiresAt")));
        return new Session(
                json.getString("tid"),
                json.getString("oid"),
                json.getString("sid"),
                Instant.ofEpochMilli(json.getLong("createdAt")),
                json.getString("device", ""),
                tokens);
    }

    private static void tell(Runnable command) {
        ask(() -> {
            command.run();
            return null;
        });
    }

    private static <T> T ask(Supplier<T> command) {
        try {
            return command.get();
        } catch (RuntimeException e) {
            throw new StoreUnavailable(e);
        }
    }
}
