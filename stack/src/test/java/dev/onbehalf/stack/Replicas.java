package dev.onbehalf.stack;

import dev.onbehalf.tenant.Entra;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import redis.embedded.RedisServer;

/**
 * Two processes of each application behind proxies that send each request to the other one. They share a PostgreSQL and a
 * Redis, and have nothing else in common.
 */
final class Replicas implements RunningSystem, AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    // The same on all replicas, as in production; worth nothing anywhere else.
    private static final String SESSION_KEYS = "test:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String TOKEN_KEYS = "test:YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY=";
    private static final String LOOKUP_KEY = "enl4d3Z1dHNycXBvbm1sa2ppaGdmZWRjYmE5ODc2NTQ=";

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Path home;
    private final List<Ports> ports;
    private final Entra tenant;
    private final RoundRobin api;
    private final RoundRobin web;

    private Replicas(Path home) throws IOException {
        this.home = home;
        try {
            tenant = remember(Entra.start());
            EmbeddedPostgres postgres = remember(Postgres.start(home.resolve("postgres")));
            int redis = startRedis();
            ports = Ports.free(2);
            api = remember(new RoundRobin(apiReplica(0), apiReplica(1)));
            web = remember(
                    new RoundRobin(url(ports.get(0).web()), url(ports.get(1).web())));
            startApplications(new Settings(tenant, postgres), redis);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    static Replicas start() {
        try {
            return new Replicas(Files.createTempDirectory("onbehalf-replicas-"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private int startRedis() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        RedisServer redis = RedisServer.newRedisServer()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .setting("dir " + home)
                .build();
        redis.start();
        remember(redis::stop);
        return port;
    }

    private void startApplications(Settings settings, int redis) {
        Map<String, String> shared = Map.of("QUARKUS_REDIS_HOSTS", "redis://localhost:" + redis);
        List<Runnable> ready = new ArrayList<>();
        for (Ports mine : ports) {
            Map<String, String> apiSettings = settings.ofApi(mine.api(), mine.apiManagement());
            apiSettings.putAll(shared);
            apiSettings.put("ON_BEHALF_OF_CACHE_REDIS_ENABLED", "true");
            apiSettings.put("ON_BEHALF_OF_CACHE_REDIS_KEYS", TOKEN_KEYS);
            apiSettings.put("ON_BEHALF_OF_CACHE_REDIS_LOOKUP_KEY", LOOKUP_KEY);
            ready.add(start("orders-api", apiSettings, mine.apiManagement()));

            Map<String, String> webSettings = settings.ofWeb(mine.web(), mine.webManagement(), apiUrl());
            webSettings.putAll(shared);
            webSettings.put("SESSION_STORE", "redis");
            webSettings.put("SESSION_KEYS", SESSION_KEYS);
            webSettings.put("PUBLIC_URL", webUrl().toString());
            ready.add(start("web-frontend", webSettings, mine.webManagement()));
        }
        ready.forEach(Runnable::run);
    }

    /** @return waits until it is ready */
    private Runnable start(String module, Map<String, String> environment, int managementPort) {
        Path log = home.resolve("logs").resolve(module + "-" + managementPort + ".log");
        Application application =
                remember(Application.start(module, Checkout.here().application(module), environment, log));
        return () -> application.awaitReady(Stack.health(managementPort), READY_WITHIN);
    }

    private <T extends AutoCloseable> T remember(T part) {
        running.push(part);
        return part;
    }

    @Override
    public URI webUrl() {
        return web.url();
    }

    @Override
    public URI apiUrl() {
        return api.url();
    }

    @Override
    public Entra tenant() {
        return tenant;
    }

    /** One process of orders-api, past the proxy. */
    URI apiReplica(int number) {
        return url(ports.get(number).api());
    }

    /** What was passed on to the processes of web-frontend. */
    RoundRobin webProxy() {
        return web;
    }

    RoundRobin apiProxy() {
        return api;
    }

    private static URI url(int port) {
        return URI.create("http://localhost:" + port);
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            AutoCloseable part = running.pop();
            try {
                part.close();
            } catch (Exception e) {
                // The others must still be stopped; what could not be is said, not hidden.
                System.err.println("Could not be stopped cleanly: " + part + ": " + e.getMessage());
            }
        }
    }
}
