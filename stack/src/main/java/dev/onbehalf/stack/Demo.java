package dev.onbehalf.stack;

import dev.onbehalf.tenant.PortTaken;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/** {@code ./mvnw -Pdemo}: starts everything, says what to try, and stops it all with Ctrl-C. */
public final class Demo {

    private Demo() {}

    public static void main(String[] args) throws InterruptedException {
        Instant begin = Instant.now();
        System.out.println("\n  Starting the local tenant, PostgreSQL, orders-api and web-frontend …");
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            Checkout checkout = Checkout.here();
            Ports ports = Ports.documented();
            Stack stack = new Stack(checkout, ports, checkout.demoHome());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack, stopped), "demo-stop"));
            stack.start();
            System.out.println(Banner.of(stack, ports, Duration.between(begin, Instant.now())));
            Application ended = stack.awaitFirstToEnd();
            if (stopped.getCount() > 0) {
                System.err.println("\n  " + ended.name() + " has stopped by itself; its log is in " + stack.logs());
                System.exit(1);
            }
        } catch (CannotStart | PortTaken e) {
            if (stopped.getCount() > 0) {
                System.err.println("\n" + e.getMessage().indent(2));
                System.exit(1);
            }
        }
    }

    private static void stop(Stack stack, CountDownLatch stopped) {
        stopped.countDown();
        stack.close();
        System.out.println("\n  Everything has stopped; the orders are kept.");
    }
}
