package dev.onbehalf.stack;

import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.EntraOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/** The running system. Parts start in the order in which they need one another, and stop in the opposite one. */
public final class Stack implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final Checkout checkout;
    private final Ports ports;
    private final Path home;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    private Entra tenant;
    private EmbeddedPostgres postgres;
    private Application api;
    private Application web;

    private boolean closed;

    /** @param home keeps the database, the tenant's keys and the logs from one start to the next */
    public Stack(Checkout checkout, Ports ports, Path home) {
        this.checkout = checkout;
        this.ports = ports;
        this.home = home;
    }

    /**
     * Starts everything, and returns when all of it is ready. What has started is stopped again if the rest cannot.
     *
     * @throws CannotStart if a port is taken, a part was not built, or one of them ends before it is ready
     */
    public Stack start() {
        try {
            startAll();
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void startAll() {
        ports.mustBeFree();
        Path apiJar = checkout.application("orders-api");
        Path webJar = checkout.application("web-frontend");
        createHome();
        tenant = remember(startTenant());
        postgres = remember(Postgres.start(home.resolve("postgres")));
        var settings = new Settings(tenant, postgres);
        api = remember(Application.start(
                "orders-api", apiJar, settings.ofApi(ports.api(), ports.apiManagement()), logOf("orders-api")));
        web = remember(Application.start(
                "web-frontend",
                webJar,
                settings.ofWeb(ports.web(), ports.webManagement(), apiUrl()),
                logOf("web-frontend")));
        api.awaitReady(health(ports.apiManagement()), READY_WITHIN);
        web.awaitReady(health(ports.webManagement()), READY_WITHIN);
    }

    private Entra startTenant() {
        return Entra.start(EntraOptions.onPorts(ports.tenantHttp(), ports.tenantHttps(), ports.tenantAdmin())
                .withHome(home.resolve("local-tenant")));
    }

    private void createHome() {
        try {
            Files.createDirectories(home.resolve("logs"));
        } catch (IOException e) {
            throw new CannotStart("The folder " + home + " cannot be made: " + e.getMessage(), e);
        }
    }

    static URI health(int port) {
        return URI.create("http://localhost:" + port + "/q/health/ready");
    }

    private Path logOf(String application) {
        return home.resolve("logs").resolve(application + ".log");
    }

    /** Where a browser finds the web frontend. */
    public URI webUrl() {
        return URI.create("http://localhost:" + ports.web());
    }

    public URI apiUrl() {
        return URI.create("http://localhost:" + ports.api());
    }

    public Entra tenant() {
        return tenant;
    }

    public Application api() {
        return api;
    }

    public Application web() {
        return web;
    }

    public Path logs() {
        return home.resolve("logs");
    }

    /** The first application to end by itself, which none should while the system is in use. */
    Application awaitFirstToEnd() {
        CompletableFuture<Application> apiEnds = api.process().onExit().thenApply(ended -> api);
        CompletableFuture<Application> webEnds = web.process().onExit().thenApply(ended -> web);
        return (Application) CompletableFuture.anyOf(apiEnds, webEnds).join();
    }

    private synchronized <T extends AutoCloseable> T remember(T part) {
        running.push(part);
        if (closed) {
            // Ctrl-C came while this part was starting.
            stopAll();
            throw new CannotStart("Stopped while starting.");
        }
        return part;
    }

    @Override
    public synchronized void close() {
        closed = true;
        stopAll();
    }

    private void stopAll() {
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
