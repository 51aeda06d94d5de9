package dev.onbehalf.orders.onbehalfof;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import dev.onbehalf.orders.access.Caller.SignedInUser;
import dev.onbehalf.orders.access.Entra;
import dev.onbehalf.orders.onbehalfof.Exchange.Granted;
import dev.onbehalf.orders.onbehalfof.Tenant.Wish;
import io.opentelemetry.context.Context;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/** Everything of docs/benchmarks.md in one run: {@code ./mvnw -pl orders-api -Pjmh test}. */
public final class ExchangeFigures {

    private static final int ENTRIES = 100_000;
    private static final int EXCHANGES = Integer.getInteger("exchanges", 1_000_000);

    private ExchangeFigures() {}

    public static void main(String[] arguments) throws Exception {
        List<String> lines = new ArrayList<>();
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(ExchangeBenchmark.class.getSimpleName())
                        .build())
                .run()) {
            Statistics calls = result.getPrimaryResult().getStatistics();
            lines.add("| %s, %s users: median (90 %%), µs | %,.2f (%,.2f) |"
                    .formatted(
                            result.getPrimaryResult().getLabel(),
                            result.getParams().getParam("users"),
                            calls.getPercentile(50),
                            calls.getPercentile(90)));
        }
        lines.add("| bytes of an entry beside its token, %,d entries | %,d |".formatted(ENTRIES, bytesOfAnEntry()));
        lines.add("| token requests for 50 concurrent misses of one user | %d |".formatted(requestsForFiftyMisses()));
        lines.add("| the same with MSAL4J alone | %d |".formatted(requestsOfMsalForFiftyMisses()));
        lines.addAll(heapOverManyExchanges());
        System.out.println("| what | measured |\n|---|---|");
        lines.forEach(System.out::println);
    }

    private static long bytesOfAnEntry() {
        try (TestingReplica replica = TestingReplica.alone(Map.of("cache.size", "2G"))) {
            replica.tenant.forgetsWhatItWasAsked();
            replica.tenant.answers(wish -> TestingTenant.granted(
                    ExchangeBenchmark.token(), Instant.now().plusSeconds(3600)));
            replica.token(TestingReplica.signIn(UUID.randomUUID().toString()));
            long before = heap();
            for (int i = 0; i < ENTRIES; i++) {
                replica.token(TestingReplica.signIn(UUID.randomUUID().toString()));
            }
            replica.exchanges.held().settle();
            long entry = (heap() - before) / ENTRIES - ExchangeBenchmark.TOKEN_BYTES;
            if (replica.exchanges.held().size() != ENTRIES + 1) {
                throw new IllegalStateException("Not all entries are held");
            }
            return entry;
        }
    }

    private static int requestsForFiftyMisses() throws Exception {
        try (TestingReplica replica = TestingReplica.alone()) {
            replica.tenant.answers(wish -> {
                sleep();
                return TestingTenant.granted(
                        ExchangeBenchmark.token(), Instant.now().plusSeconds(3600));
            });
            SignedInUser user = TestingReplica.signIn(UUID.randomUUID().toString());
            fiftyTimes(() -> replica.token(user));
            return replica.tenant.timesAsked();
        }
    }

    private static int requestsOfMsalForFiftyMisses() throws Exception {
        try (BareMsal msal = new BareMsal(100)) {
            BareMsal.REQUESTS.set(0);
            SignedInUser user = TestingReplica.signIn(UUID.randomUUID().toString());
            fiftyTimes(() -> msal.exchange(user));
            return BareMsal.REQUESTS.get();
        }
    }

    private static void fiftyTimes(Runnable request) throws Exception {
        try (ExecutorService everybody = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> requests = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                requests.add(everybody.submit(request));
            }
            for (Future<?> each : requests) {
                each.get();
            }
        }
    }

    /** Users that never come back, through our protocol client: nothing of them may stay. */
    private static List<String> heapOverManyExchanges() {
        MsalExchange msal = new MsalExchange(
                entra(), () -> ClientCredentialFactory.createFromSecret("a secret"), trace -> BareMsal.answering(0));
        List<String> lines = new ArrayList<>();
        for (int done = 0; done <= EXCHANGES; done++) {
            if (done % (EXCHANGES / 4) == 0) {
                lines.add("| heap after %,d exchanges of distinct users, MiB | %.1f |"
                        .formatted(done, heap() / 1024.0 / 1024.0));
            }
            SignedInUser user = TestingReplica.signIn(UUID.randomUUID().toString());
            Wish wish =
                    new Wish(user, TestingReplica.GRAPH, null, UUID.randomUUID().toString(), Context.root());
            if (!(msal.exchange(wish) instanceof Granted)) {
                throw new IllegalStateException("Not granted");
            }
        }
        msal.close();
        return lines;
    }

    private static Entra entra() {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withMapping(Entra.class)
                .withDefaultValue("entra.tenant-id", TestingReplica.TENANT)
                .withDefaultValue("entra.api-client-id", "orders-api")
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(Entra.class);
    }

    private static void sleep() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
