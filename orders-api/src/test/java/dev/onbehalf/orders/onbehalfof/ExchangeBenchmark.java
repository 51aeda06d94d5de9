package dev.onbehalf.orders.onbehalfof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.onbehalf.orders.access.Caller.SignedInUser;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A hit: from the caller's verified token of 8 KiB to the exchanged one of 8 KiB, everything in between included. The
 * caller's token is new in memory each time, as it is in each request. Single calls are sampled: on a machine that is busy
 * with other things the median still tells what a call costs, where an average tells how busy the machine is.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(value = 3, jvmArgs = "-Xmx3g")
public class ExchangeBenchmark {

    static final int TOKEN_BYTES = 8 * 1024;

    /** Unlike any other, and as long as a token of Entra can be. */
    static String token() {
        String unique = UUID.randomUUID().toString();
        return unique + "x".repeat(TOKEN_BYTES - unique.length());
    }

    @State(Scope.Benchmark)
    public static class Users {

        @Param({"1", "10000", "100000"})
        int users;

        SignedInUser caller;
        private final Instant expiry = Instant.now().plusSeconds(7_200);
        private int next;

        @Setup(Level.Invocation)
        public void request() {
            // A stride through all of them, so that the processor's caches do not know what comes.
            next = (int) ((next + 7_919L) % users);
            caller = user(next);
        }

        private final byte[] oid = new UUID(4_242, 0).toString().getBytes(ISO_8859_1);
        private final byte[] assertion =
                TestingReplica.assertion("x".repeat(72)).getBytes(ISO_8859_1);

        /** Makes one new token and no more: whatever else it wrote would push the cache out of the processor's. */
        SignedInUser user(int number) {
            int left = number;
            for (int digit = 0; digit < 6; digit++) {
                byte letter = (byte) ('a' + left % 16);
                oid[oid.length - 6 + digit] = letter;
                assertion[100 + digit] = letter;
                assertion[assertion.length - 100 + digit] = letter;
                left /= 16;
            }
            return new SignedInUser(
                    TestingReplica.TENANT,
                    new String(oid, ISO_8859_1),
                    new String(assertion, ISO_8859_1),
                    expiry,
                    false);
        }
    }

    @State(Scope.Benchmark)
    public static class Ours {

        private TestingReplica replica;

        @Setup(Level.Trial)
        public void fill(Users users) {
            replica = TestingReplica.alone(Map.of("cache.size", "2G"));
            replica.tenant.forgetsWhatItWasAsked();
            replica.tenant.answers(
                    wish -> TestingTenant.granted(token(), Instant.now().plusSeconds(3600)));
            for (int i = 0; i < users.users; i++) {
                replica.token(users.user(i));
            }
        }

        @TearDown(Level.Trial)
        public void close() {
            replica.close();
        }
    }

    @State(Scope.Benchmark)
    public static class Msal {

        private BareMsal msal;
        private int filled;

        @Setup(Level.Trial)
        public void fill(Users users) {
            BareMsal.REQUESTS.set(0);
            filled = users.users;
            msal = new BareMsal(0);
            for (int i = 0; i < users.users; i++) {
                msal.fill(users.user(i));
            }
        }

        @TearDown(Level.Trial)
        public void close() {
            msal.close();
            if (BareMsal.REQUESTS.get() > filled) {
                throw new IllegalStateException("Not only hits: " + BareMsal.REQUESTS);
            }
        }
    }

    @Benchmark
    public Exchange hit(Users users, Ours ours) {
        return ours.replica.exchanges.exchange(users.caller, TestingReplica.GRAPH);
    }

    /** What this costs with MSAL4J alone. */
    @Benchmark
    @Fork(value = 1, jvmArgs = "-Xmx3g")
    public String msal4j(Users users, Msal msal) {
        return msal.msal.exchange(users.caller);
    }
}
