package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.onbehalfof.AssertionKeys.Key;
import dev.onbehalf.orders.onbehalfof.AssertionKeys.UserName;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Tells the other replicas what is forgotten (pub/sub on {@code obo:forgotten}), and hears it from them. Pub/sub loses
 * what is said while somebody is not listening, so who was forgotten also stands in {@code obo:forgotten:log} for a day and
 * is read again after each interruption; and what Redis could not be told is kept and told later.
 */
final class RedisNotices implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RedisNotices.class);

    private static final String CHANNEL = "obo:forgotten";
    private static final String RECORD = "obo:forgotten:log";
    private static final Duration REMEMBERED = Duration.ofHours(24);
    /** Clocks of replicas differ, and a notice may have been on its way. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final Duration AGAIN_AFTER = Duration.ofMillis(300);
    private static final int MOST_UNTOLD = 10_000;

    private final Redis redis;
    private final Clock clock;
    private final Predicate<UserName> forgetInRedis;
    private final CopyOnWriteArrayList<SharedTokens.Listener> listeners = new CopyOnWriteArrayList<>();
    private final Queue<UserName> untold = new ConcurrentLinkedQueue<>();
    private final AtomicInteger untoldCount = new AtomicInteger();
    private final Thread subscription = Thread.ofVirtual().name("obo-notices").unstarted(this::subscribeForEver);
    private long heardUntil;
    private boolean interrupted;

    RedisNotices(Redis redis, Clock clock, Predicate<UserName> forgetInRedis) {
        this.redis = redis;
        this.clock = clock;
        this.forgetInRedis = forgetInRedis;
        this.heardUntil = clock.millis();
    }

    void listen(SharedTokens.Listener listener) {
        listeners.add(listener);
        subscription.start();
    }

    /** Removes it from Redis and tells everybody; later, when Redis is away. */
    void forget(UserName user) {
        if (!tell(user)) {
            if (untoldCount.incrementAndGet() <= MOST_UNTOLD) {
                untold.add(user);
            } else {
                untoldCount.decrementAndGet();
                LOG.warn("Too many users wait to be forgotten in Redis: their tokens there end by themselves");
            }
        }
    }

    Request notice(UserName user, Key key) {
        return Request.cmd(Command.PUBLISH).arg(CHANNEL).arg(user.hex() + " " + key.hex());
    }

    @Override
    public void close() {
        subscription.interrupt();
    }

    private boolean tell(UserName user) {
        if (!forgetInRedis.test(user)) {
            return false;
        }
        long now = clock.millis();
        try {
            RedisTokens.await(
                    redis, Request.cmd(Command.ZADD).arg(RECORD).arg(now).arg(user.hex()), PATIENCE);
            RedisTokens.await(redis, Request.cmd(Command.PUBLISH).arg(CHANNEL).arg(user.hex()), PATIENCE);
            RedisTokens.await(
                    redis,
                    Request.cmd(Command.ZREMRANGEBYSCORE)
                            .arg(RECORD)
                            .arg("-inf")
                            .arg(now - REMEMBERED.toMillis()),
                    PATIENCE);
            return true;
        } catch (RedisTokens.RedisFailed e) {
            return false;
        }
    }

    private void subscribeForEver() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                listenUntilItEnds();
            } catch (InterruptedException closed) {
                return;
            } catch (ExecutionException | TimeoutException | RuntimeException e) {
                sayOnce();
            }
            try {
                Thread.sleep(AGAIN_AFTER);
            } catch (InterruptedException closed) {
                return;
            }
        }
    }

    private void sayOnce() {
        if (!interrupted) {
            interrupted = true;
            LOG.warn("Redis is away: each replica has its own cache of exchanged tokens until it is back");
        }
    }

    private void listenUntilItEnds() throws InterruptedException, ExecutionException, TimeoutException {
        RedisConnection connection = within(redis.connect().toCompletionStage().toCompletableFuture());
        CompletableFuture<Void> ended = new CompletableFuture<>();
        try {
            connection.exceptionHandler(failure -> ended.complete(null));
            connection.endHandler(end -> ended.complete(null));
            connection.handler(this::heard);
            ask(connection, Request.cmd(Command.SUBSCRIBE).arg(CHANNEL));
            catchUp();
            while (!ended.isDone()) {
                heardUntil = clock.millis();
                try {
                    ended.get(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException quiet) {
                    // A dead peer says nothing.
                    ask(connection, Request.cmd(Command.PING));
                }
            }
            sayOnce();
        } finally {
            if (!ended.isDone()) {
                connection.close();
            }
        }
    }

    private static void ask(RedisConnection connection, Request request)
            throws InterruptedException, ExecutionException, TimeoutException {
        within(connection.send(request).toCompletionStage().toCompletableFuture());
    }

    private static <T> T within(CompletableFuture<T> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What others forgot while nothing was heard, and what this replica could not tell. */
    private void catchUp() {
        Response missed = RedisTokens.await(
                redis,
                Request.cmd(Command.ZRANGEBYSCORE)
                        .arg(RECORD)
                        .arg(heardUntil - OVERLAP.toMillis())
                        .arg("+inf"),
                PATIENCE);
        if (interrupted) {
            missed.forEach(user -> listeners.forEach(each -> each.forgotten(UserName.ofHex(user.toString()))));
            interrupted = false;
            LOG.info("Redis is back: the replicas share their exchanged tokens again");
        }
        for (UserName user = untold.poll(); user != null; user = untold.poll()) {
            untoldCount.decrementAndGet();
            if (!tell(user)) {
                forgetLater(user);
                return;
            }
        }
    }

    private void forgetLater(UserName user) {
        untoldCount.incrementAndGet();
        untold.add(user);
        throw new RedisTokens.RedisFailed(null);
    }

    private void heard(Response message) {
        if (message.size() != 3 || !"message".equals(message.get(0).toString())) {
            return;
        }
        String[] forgotten = message.get(2).toString().split(" ");
        try {
            UserName user = UserName.ofHex(forgotten[0]);
            if (forgotten.length == 1) {
                listeners.forEach(each -> each.forgotten(user));
            } else {
                Key key = Key.ofHex(forgotten[1]);
                listeners.forEach(each -> each.forgotten(user, key));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException notOurs) {
            LOG.debug("A notice that is not ours");
        }
    }
}
