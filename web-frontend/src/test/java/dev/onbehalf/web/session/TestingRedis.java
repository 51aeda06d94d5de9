package dev.onbehalf.web.session;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import redis.embedded.RedisServer;

/** A real Redis on a free port that writes its data to disk when it is stopped, and can be started again. */
public class TestingRedis implements QuarkusTestResourceLifecycleManager {

    /** The same keys for all who share the data. */
    public static final String KEYS = "a:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private Path folder;
    private int port;
    private RedisServer server;

    @Override
    public Map<String, String> start() {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
            folder = Files.createTempDirectory("testing-redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run();
        return Map.of(
                "session.store",
                "redis",
                "session.keys",
                KEYS,
                "quarkus.redis.hosts",
                "redis://localhost:" + port,
                "quarkus.redis.reconnect-attempts",
                "0");
    }

    /** Starts it, with what it knew before. */
    public void run() {
        try {
            server = RedisServer.newRedisServer()
                    .port(port)
                    .setting("dir " + folder)
                    // At its end, and never by itself before: a test's own SAVE would be refused meanwhile.
                    .setting("save 3600 1")
                    .setting("bind 127.0.0.1")
                    .build();
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it; with {@code save} set it writes its data at its end. */
    public void halt() {
        try {
            if (server != null && server.isActive()) {
                server.stop();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        halt();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(TestingRedis.class));
    }
}
