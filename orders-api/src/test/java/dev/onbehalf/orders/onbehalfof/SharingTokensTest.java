package dev.onbehalf.orders.onbehalfof;

import static dev.onbehalf.orders.onbehalfof.TestingReplica.GRAPH;
import static dev.onbehalf.orders.onbehalfof.TestingReplica.signIn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.orders.access.Caller.SignedInUser;
import dev.onbehalf.orders.onbehalfof.Exchange.Granted;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayName("Sharing exchanged tokens through Redis")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SharingTokensTest {

    private static final String OLD_KEY = "2026-05:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String NEW_KEY = "2026-11:YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY=";

    private final String oid = UUID.randomUUID().toString();
    private final Vertx vertx = Vertx.vertx();
    private TestingRedis redis;
    private Redis client;
    private TestingReplica one;
    private TestingReplica two;

    @BeforeEach
    void two_replicas() throws Exception {
        redis = new TestingRedis();
        client = Redis.createClient(vertx, redis.url());
        one = TestingReplica.sharing(redis.url(), OLD_KEY);
        two = TestingReplica.sharing(redis.url(), OLD_KEY);
        until(() -> listeners() == 2);
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        vertx.close();
        redis.close();
    }

    @Test
    void what_one_got_the_other_uses() {
        SignedInUser user = signIn(oid);
        String token = one.token(user);
        until(() -> keys("obo:*:t:*").size() == 1);
        assertThat(two.token(user)).isEqualTo(token);
        assertThat(two.tenant.timesAsked()).isZero();
        assertThat(two.found("l2")).isEqualTo(1);
        assertThat(two.token(user)).isEqualTo(token);
        assertThat(two.found("l1")).isEqualTo(1);
    }

    @Test
    void what_is_forgotten_is_gone_on_both() {
        SignedInUser desk = signIn(oid);
        SignedInUser phone = signIn(oid);
        SignedInUser somebodyElse = signIn(UUID.randomUUID().toString());
        List.of(desk, phone, somebodyElse).forEach(one::token);
        until(() -> keys("obo:*:t:*").size() == 3);
        List.of(desk, phone, somebodyElse).forEach(two::token);

        one.exchanges.forget(desk);

        assertThat(one.exchanges.heldFor(phone)).isEmpty();
        until(() -> two.exchanges.heldFor(phone).isEmpty());
        assertThat(keys("obo:*:t:*")).hasSize(1);
        assertThat(two.exchanges.heldFor(somebodyElse)).hasSize(1);
        two.token(desk);
        assertThat(two.tenant.timesAsked()).isEqualTo(1);
    }

    @Test
    void one_refused_token_is_gone_on_both() {
        SignedInUser user = signIn(oid);
        one.token(user);
        until(() -> keys("obo:*:t:*").size() == 1);
        two.token(user);
        two.exchanges.forget(user, GRAPH);
        until(() -> one.exchanges.heldFor(user).isEmpty());
        assertThat(keys("obo:*:t:*")).isEmpty();
    }

    @Test
    void neither_token_nor_user_can_be_read_in_Redis() {
        SignedInUser user = signIn(oid);
        one.tenant.answers(
                wish -> TestingTenant.granted("eyJ.recognisable", Instant.now().plusSeconds(3600)));
        one.token(user);
        until(() -> keys("obo:*:t:*").size() == 1);
        String name = keys("obo:*:t:*").getFirst();
        String stored = name + send(Request.cmd(Command.GET).arg(name)).toString();
        assertThat(stored).doesNotContain("eyJ.recognisable", oid, TestingReplica.TENANT, user.assertion());
    }

    @Test
    void a_record_ends_with_its_token() {
        SignedInUser user = signIn(oid, Instant.now().plus(Duration.ofMinutes(30)));
        one.token(user);
        until(() -> keys("obo:*:t:*").size() == 1);
        for (String name : keys("obo:*")) {
            assertThat(send(Request.cmd(Command.PTTL).arg(name)).toLong())
                    .isBetween(
                            Duration.ofMinutes(28).toMillis(),
                            Duration.ofMinutes(29).toMillis());
        }
    }

    @Test
    void a_record_moved_to_another_sign_in_does_not_open() {
        SignedInUser mine = signIn(oid);
        SignedInUser victim = signIn(UUID.randomUUID().toString());
        one.token(mine);
        one.token(victim);
        until(() -> keys("obo:*:t:*").size() == 2);
        List<String> names = keys("obo:*:t:*");
        send(Request.cmd(Command.COPY).arg(names.get(0)).arg(names.get(1)).arg("REPLACE"));
        two.token(mine);
        two.token(victim);
        assertThat(two.tenant.timesAsked()).isEqualTo(1);
    }

    @Test
    void keys_are_rotated_without_losing_what_is_held() {
        SignedInUser user = signIn(oid);
        String token = one.token(user);
        until(() -> keys("obo:*:t:*").size() == 1);
        try (TestingReplica rotated = TestingReplica.sharing(redis.url(), NEW_KEY, OLD_KEY);
                TestingReplica later = TestingReplica.sharing(redis.url(), NEW_KEY)) {
            assertThat(rotated.token(user)).isEqualTo(token);
            assertThat(later.token(user)).isNotEqualTo(token);
        }
    }

    @Test
    void an_exchange_that_was_on_its_way_puts_nothing_back() {
        SignedInUser user = signIn(oid);
        one.exchanges.forget(user);
        two.token(user);
        // Either the notice reached the other replica in time, or Redis refuses what it writes.
        until(() ->
                two.timesDone("redis-write") == 1 || two.exchanges.heldFor(user).isEmpty());
        assertThat(keys("obo:*:t:*")).isEmpty();
    }

    @Test
    void Redis_killed_and_restarted_under_load_fails_no_request() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicLong done = new AtomicLong();
        AtomicLong slowest = new AtomicLong();
        try (ExecutorService load = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> workers = new ArrayList<>();
            for (TestingReplica replica : List.of(one, one, one, one, two, two, two, two)) {
                workers.add(load.submit(() -> {
                    while (!enough.get()) {
                        long began = System.nanoTime();
                        assertThat(replica.exchanges.exchange(
                                        signIn(UUID.randomUUID().toString()), GRAPH))
                                .isInstanceOf(Granted.class);
                        slowest.accumulateAndGet(System.nanoTime() - began, Math::max);
                        done.incrementAndGet();
                    }
                }));
            }
            until(() -> done.get() > 200);
            redis.halt();
            until(() -> one.breaker("redis") == 2);
            long whenDown = done.get();
            until(() -> done.get() > whenDown + 500);
            redis.run();
            until(() -> one.breaker("redis") == 0
                    && two.breaker("redis") == 0
                    && keys("obo:*:t:*").size() > 50);
            enough.set(true);
            for (Future<?> worker : workers) {
                worker.get();
            }
        }
        assertThat(slowest.get()).isLessThan(Duration.ofSeconds(3).toNanos());
        assertThat(one.registry.get("onbehalfof.redis.failures").counters()).isNotEmpty();
        until(() -> listeners() == 2);
    }

    @Test
    void a_Redis_that_hangs_delays_a_request_by_its_timeout_only() {
        one.token(signIn(oid));
        send(Request.cmd(Command.CLIENT).arg("PAUSE").arg(3_000));
        long began = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            one.token(signIn(UUID.randomUUID().toString()));
        }
        // Ten times its timeout of 100 ms until it is left alone, and some air for the machine.
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(2_500));
        assertThat(one.breaker("redis")).isEqualTo(2);
    }

    @Test
    void who_was_forgotten_while_Redis_was_away_is_forgotten_everywhere_when_it_is_back() {
        SignedInUser user = signIn(oid);
        one.token(user);
        two.token(user);
        redis.halt();
        one.exchanges.forget(user);
        assertThat(one.exchanges.heldFor(user)).isEmpty();
        assertThat(two.exchanges.heldFor(user)).hasSize(1);
        redis.run();
        until(() -> two.exchanges.heldFor(user).isEmpty());
    }

    private long listeners() {
        Response numsub = send(Request.cmd(Command.PUBSUB).arg("NUMSUB").arg("obo:forgotten"));
        return numsub == null
                ? 0
                : numsub.getKeys().isEmpty()
                        ? numsub.get(1).toLong()
                        : numsub.get("obo:forgotten").toLong();
    }

    private List<String> keys(String pattern) {
        List<String> keys = new ArrayList<>();
        Response found = send(Request.cmd(Command.KEYS).arg(pattern));
        if (found != null) {
            found.forEach(key -> keys.add(key.toString()));
        }
        return keys;
    }

    /** Null while Redis is away. */
    private Response send(Request request) {
        try {
            return RedisTokens.await(client, request, Duration.ofSeconds(5));
        } catch (RedisTokens.RedisFailed away) {
            return null;
        }
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
