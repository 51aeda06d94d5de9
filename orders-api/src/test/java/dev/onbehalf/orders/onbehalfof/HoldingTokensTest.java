package dev.onbehalf.orders.onbehalfof;

import static dev.onbehalf.orders.onbehalfof.TestingReplica.GRAPH;
import static dev.onbehalf.orders.onbehalfof.TestingReplica.SEARCH;
import static dev.onbehalf.orders.onbehalfof.TestingReplica.TENANT;
import static dev.onbehalf.orders.onbehalfof.TestingReplica.signIn;
import static dev.onbehalf.orders.onbehalfof.TestingReplica.tokenIn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.orders.access.Caller.SignedInUser;
import dev.onbehalf.orders.onbehalfof.Exchange.Refused;
import dev.onbehalf.orders.onbehalfof.Exchange.Unavailable;
import dev.onbehalf.orders.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayName("Holding exchanged tokens")
@DisplayNameGeneration(ReplaceUnderscores.class)
class HoldingTokensTest {

    private static final String CLAIMS = "{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final TestingReplica replica = TestingReplica.alone(movable(now));
    private final String oid = UUID.randomUUID().toString();
    private final CountDownLatch tenantAsked = new CountDownLatch(1);
    private final CountDownLatch tenantOpen = new CountDownLatch(1);

    @AfterEach
    void close() {
        replica.close();
    }

    @Test
    void two_users_never_share_an_entry() {
        Set<String> tokens = new HashSet<>();
        for (int user = 0; user < 500; user++) {
            tokens.add(replica.token(signIn(UUID.randomUUID().toString())));
        }
        assertThat(tokens).hasSize(500);
    }

    @Test
    void not_even_when_their_assertions_were_the_same() {
        SignedInUser mine = signIn(oid);
        SignedInUser another =
                new SignedInUser(TENANT, UUID.randomUUID().toString(), mine.assertion(), mine.assertionExpiry(), false);
        SignedInUser elsewhere =
                new SignedInUser(UUID.randomUUID().toString(), oid, mine.assertion(), mine.assertionExpiry(), false);
        assertThat(Set.of(replica.token(mine), replica.token(another), replica.token(elsewhere)))
                .hasSize(3);
    }

    @Test
    void one_user_with_two_sign_ins_has_two() {
        SignedInUser desk = signIn(oid);
        SignedInUser phone = signIn(oid);
        assertThat(replica.token(desk)).isNotEqualTo(replica.token(phone));
        assertThat(replica.token(desk)).isEqualTo(replica.token(desk));
        assertThat(replica.exchanges.heldFor(desk)).hasSize(2);
        assertThat(replica.tenant.timesAsked()).isEqualTo(2);
    }

    @Test
    void each_resource_has_its_own() {
        SignedInUser user = signIn(oid);
        assertThat(replica.token(user, GRAPH)).isNotEqualTo(replica.token(user, SEARCH));
    }

    @Test
    void claims_are_never_served_from_the_cache_nor_put_there() {
        SignedInUser user = signIn(oid);
        String held = replica.token(user);
        String first = tokenIn(replica.exchanges.exchange(user, GRAPH, CLAIMS));
        String second = tokenIn(replica.exchanges.exchange(user, GRAPH, CLAIMS));
        assertThat(Set.of(held, first, second)).hasSize(3);
        assertThat(replica.token(user)).isEqualTo(held);
        assertThat(replica.tenant.timesAsked()).isEqualTo(3);
    }

    @Test
    void fifty_at_once_ask_once() throws Exception {
        SignedInUser user = signIn(oid);
        tenantAnswersWhenOpen("the-one");
        try (ExecutorService everybody = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(everybody.submit(() -> replica.token(user)));
            }
            while (replica.registry
                                    .find("onbehalfof.lookups")
                                    .tag("found", "joined")
                                    .counter()
                            == null
                    || replica.found("joined") < 49) {
                Thread.onSpinWait();
            }
            tenantOpen.countDown();
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo("the-one");
            }
        }
        assertThat(replica.tenant.timesAsked()).isEqualTo(1);
    }

    @Test
    void who_stops_waiting_stops_nobody_else() throws Exception {
        SignedInUser user = signIn(oid);
        tenantAnswersWhenOpen("the-one");
        try (ExecutorService everybody = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Exchange> impatient = everybody.submit(() -> replica.exchanges.exchange(user, GRAPH));
            tenantAsked.await();
            Future<String> patient = everybody.submit(() -> replica.token(user));
            impatient.cancel(true);
            tenantOpen.countDown();
            assertThat(patient.get()).isEqualTo("the-one");
        }
        assertThat(replica.tenant.timesAsked()).isEqualTo(1);
    }

    @Test
    void what_is_forgotten_on_its_way_is_not_kept() throws Exception {
        SignedInUser user = signIn(oid);
        tenantAnswersWhenOpen("too-late");
        try (ExecutorService somebody = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> waiting = somebody.submit(() -> replica.token(user));
            tenantAsked.await();
            replica.exchanges.forget(user);
            tenantOpen.countDown();
            assertThat(waiting.get()).isEqualTo("too-late");
        }
        assertThat(replica.exchanges.heldFor(user)).isEmpty();
    }

    @Test
    void forgetting_a_user_leaves_the_others_alone() {
        SignedInUser mine = signIn(oid);
        SignedInUser alsoMine = signIn(oid);
        SignedInUser other = signIn(UUID.randomUUID().toString());
        List.of(mine, alsoMine, other).forEach(replica::token);
        replica.exchanges.forget(mine);
        assertThat(replica.exchanges.heldFor(alsoMine)).isEmpty();
        assertThat(replica.exchanges.heldFor(other)).hasSize(1);
    }

    @Test
    void one_refused_token_is_forgotten_alone() {
        SignedInUser user = signIn(oid);
        String refused = replica.token(user, GRAPH);
        String good = replica.token(user, SEARCH);
        replica.exchanges.forget(user, GRAPH);
        assertThat(replica.token(user, SEARCH)).isEqualTo(good);
        assertThat(replica.token(user, GRAPH)).isNotEqualTo(refused);
    }

    @Test
    void a_token_is_used_until_a_minute_before_its_end() {
        SignedInUser user = signIn(oid, now.get().plus(Duration.ofHours(2)));
        replica.tenant.answers(wish ->
                TestingTenant.granted(UUID.randomUUID().toString(), now.get().plusSeconds(600)));
        String first = replica.token(user);
        now.updateAndGet(t -> t.plusSeconds(539));
        assertThat(replica.token(user)).isEqualTo(first);
        now.updateAndGet(t -> t.plusSeconds(2));
        assertThat(replica.token(user)).isNotEqualTo(first);
    }

    @Test
    void and_never_past_the_assertions_own() {
        SignedInUser user = signIn(oid, now.get().plusSeconds(600));
        String first = replica.token(user);
        now.updateAndGet(t -> t.plusSeconds(541));
        assertThat(replica.token(user)).isNotEqualTo(first);
    }

    @Test
    void the_tenant_may_be_down_for_the_life_of_a_held_token() {
        SignedInUser user = signIn(oid);
        String held = replica.token(user);
        replica.tenant.answers(wish -> new Unavailable(Duration.ofSeconds(5)));
        for (int minute = 0; minute < 58; minute++) {
            assertThat(replica.token(user)).isEqualTo(held);
            now.updateAndGet(t -> t.plusSeconds(60));
        }
        assertThat(replica.tenant.timesAsked()).isEqualTo(1);
    }

    @Test
    void refusals_are_not_held() {
        SignedInUser user = signIn(oid);
        replica.tenant.answers(wish -> new Refused(ProblemType.EXCHANGE_REFUSED, 53003));
        assertThat(replica.exchanges.exchange(user, GRAPH)).isInstanceOf(Refused.class);
        replica.tenant.answers(
                wish -> TestingTenant.granted("now", Instant.now().plusSeconds(3600)));
        assertThat(replica.token(user)).isEqualTo("now");
    }

    @Test
    void all_tokens_together_take_no_more_than_they_may() {
        try (TestingReplica small = TestingReplica.alone(Map.of("cache.size", "100K"))) {
            small.tenant.answers(wish ->
                    TestingTenant.granted("x".repeat(8 * 1024), Instant.now().plusSeconds(3600)));
            for (int user = 0; user < 200; user++) {
                small.token(signIn(UUID.randomUUID().toString()));
            }
            small.exchanges.held().settle();
            assertThat(small.exchanges.held().bytes()).isBetween(80_000L, 102_400L);
            assertThat(small.registry.get("onbehalfof.cache.size").gauge().value())
                    .isLessThanOrEqualTo(102_400);
        }
    }

    @Test
    void what_had_to_make_room_is_asked_for_again() {
        try (TestingReplica small = TestingReplica.alone(Map.of("cache.size", "100K"))) {
            small.tenant.answers(wish -> TestingTenant.granted(
                    UUID.randomUUID() + "x".repeat(8 * 1024), Instant.now().plusSeconds(3600)));
            SignedInUser often = signIn(oid);
            List<SignedInUser> once = new ArrayList<>();
            String held = small.token(often);
            for (int user = 0; user < 200; user++) {
                once.add(signIn(UUID.randomUUID().toString()));
                small.token(once.getLast());
                for (int time = 0; time < 100; time++) {
                    assertThat(small.token(often)).isEqualTo(held);
                }
            }
            small.exchanges.held().settle();
            int asked = small.tenant.timesAsked();
            once.forEach(small::token);
            assertThat(small.tenant.timesAsked() - asked).isGreaterThan(180);
        }
    }

    private void tenantAnswersWhenOpen(String token) {
        replica.tenant.answers(wish -> {
            tenantAsked.countDown();
            await(tenantOpen);
            return TestingTenant.granted(token, Instant.now().plusSeconds(3600));
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Clock movable(AtomicReference<Instant> now) {
        InstantSource source = now::get;
        return source.withZone(ZoneOffset.UTC);
    }
}
