package dev.onbehalf.tenant;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.onbehalf.tenant.http.Form;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An application on a free port: serves pages, and keeps what reaches it. */
public final class TestingApplication implements AutoCloseable {

    /** @param form of a POST; empty otherwise */
    public record Visit(String method, URI uri, Map<String, String> form) {}

    private final HttpServer server;
    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final List<Visit> visits = new CopyOnWriteArrayList<>();

    public TestingApplication() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public TestingApplication page(String path, String html) {
        pages.put(path, html);
        return this;
    }

    public String address(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    public List<Visit> visits() {
        return visits;
    }

    /** The last visit to this path. */
    public Visit visit(String path) {
        return visits.stream()
                .filter(visit -> visit.uri().getPath().equals(path))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("nobody came to " + path + " but to " + visits));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            visits.add(new Visit(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    Form.parse(body).asMap()));
            byte[] html = pages.getOrDefault(exchange.getRequestURI().getPath(), "<title>here</title>")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, html.length);
            exchange.getResponseBody().write(html);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
