package dev.onbehalf.orders.onbehalfof;

import static dev.onbehalf.orders.onbehalfof.TestingReplica.GRAPH;
import static dev.onbehalf.orders.onbehalfof.TestingReplica.signIn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.orders.onbehalfof.Exchange.Granted;
import dev.onbehalf.orders.onbehalfof.Exchange.Refused;
import dev.onbehalf.orders.onbehalfof.Exchange.Unavailable;
import dev.onbehalf.orders.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayName("Guarding the tenant")
@DisplayNameGeneration(ReplaceUnderscores.class)
class GuardingTheTenantTest {

    @Test
    void leaves_a_tenant_alone_that_does_not_answer_and_says_when_to_come_back() {
        try (TestingReplica replica = TestingReplica.alone(Map.of("tenant.breaker-pause", "1h"))) {
            replica.tenant.answers(wish -> new Unavailable(Duration.ofSeconds(17)));
            for (int i = 0; i < 20; i++) {
                assertThat(exchange(replica)).isEqualTo(new Unavailable(Duration.ofSeconds(17)));
            }
            assertThat(exchange(replica)).isEqualTo(new Unavailable(Duration.ofHours(1)));
            assertThat(replica.tenant.timesAsked()).isEqualTo(20);
            assertThat(replica.breaker("tenant")).isEqualTo(2);
        }
    }

    @Test
    void asks_again_after_the_pause() {
        try (TestingReplica replica = TestingReplica.alone(Map.of("tenant.breaker-pause", "1ms"))) {
            replica.tenant.answers(wish -> new Unavailable(Duration.ofSeconds(5)));
            for (int i = 0; i < 20; i++) {
                exchange(replica);
            }
            replica.tenant.answers(
                    wish -> TestingTenant.granted("back", Instant.now().plusSeconds(3600)));
            long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (!(exchange(replica) instanceof Granted) && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(exchange(replica)).isInstanceOf(Granted.class);
            assertThat(replica.breaker("tenant")).isZero();
        }
    }

    @Test
    void takes_a_refusal_for_an_answer() {
        try (TestingReplica replica = TestingReplica.alone()) {
            replica.tenant.answers(wish -> new Refused(ProblemType.EXCHANGE_REFUSED, 53003));
            for (int i = 0; i < 50; i++) {
                assertThat(exchange(replica)).isInstanceOf(Refused.class);
            }
            assertThat(replica.breaker("tenant")).isZero();
        }
    }

    @Test
    void asks_so_much_at_a_time_and_lets_so_many_wait() throws Exception {
        try (TestingReplica replica = TestingReplica.alone(Map.of("tenant.concurrency", "4", "tenant.waiting", "6"))) {
            CountDownLatch open = new CountDownLatch(1);
            AtomicInteger most = new AtomicInteger();
            AtomicInteger inside = new AtomicInteger();
            replica.tenant.answers(wish -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                try {
                    open.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                inside.decrementAndGet();
                return TestingTenant.granted("x", Instant.now().plusSeconds(3600));
            });
            List<Exchange> results = new ArrayList<>();
            try (ExecutorService everybody = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Exchange>> answers = new ArrayList<>();
                for (int i = 0; i < 30; i++) {
                    answers.add(everybody.submit(() -> exchange(replica)));
                }
                while (answers.stream().filter(Future::isDone).count() < 20) {
                    Thread.onSpinWait();
                }
                open.countDown();
                for (Future<Exchange> answer : answers) {
                    results.add(answer.get());
                }
            }
            assertThat(most).hasValue(4);
            assertThat(results).filteredOn(Granted.class::isInstance).hasSize(10);
            assertThat(results)
                    .filteredOn(new Unavailable(Duration.ofSeconds(1))::equals)
                    .hasSize(20);
        }
    }

    private static Exchange exchange(TestingReplica replica) {
        return replica.exchanges.exchange(signIn(UUID.randomUUID().toString()), GRAPH);
    }
}
