package dev.onbehalf.tenant.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Closes connections on which a request line and its headers take too long. The idle timeout does not: it starts anew
 * with every byte, and a byte now and then would hold a connection for hours.
 */
final class SlowHeads implements Connection.Listener, AutoCloseable {
    private static final Waiting ANSWERING = new Waiting(-1, 0);

    /** @param bytes that had come when the last request ended; more are a request that has begun */
    private record Waiting(long bytes, long sinceNanos) {}

    private final long limitNanos;
    private final Map<Connection, Waiting> connections = new ConcurrentHashMap<>();
    private final ScheduledExecutorService sweeps = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("local-tenant-slow-heads").factory());

    SlowHeads(Duration limit) {
        limitNanos = limit.toNanos();
        sweeps.scheduleWithFixedDelay(this::sweep, limitNanos / 4, limitNanos / 4, TimeUnit.NANOSECONDS);
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof HttpConnection) {
            connections.put(connection, new Waiting(0, System.nanoTime()));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        connections.remove(connection);
    }

    /** The headers are there: from now on other limits count. */
    void headIsThere(Connection connection) {
        connections.replace(connection, ANSWERING);
    }

    void answered(Connection connection) {
        connections.replace(connection, new Waiting(connection.getBytesIn(), System.nanoTime()));
    }

    private void sweep() {
        long now = System.nanoTime();
        connections.forEach((connection, waiting) -> {
            if (waiting == ANSWERING) {
                return;
            }
            if (connection.getBytesIn() == waiting.bytes()) {
                connections.replace(connection, waiting, new Waiting(waiting.bytes(), now));
            } else if (now - waiting.sinceNanos() > limitNanos) {
                connection.getEndPoint().close();
            }
        });
    }

    @Override
    public void close() {
        sweeps.shutdownNow();
    }
}
