package dev.onbehalf.web.signin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens where orders-api should be and remembers what it was asked. */
public final class RecordingApi implements AutoCloseable {

    /** One call; {@code key} is its idempotency key. */
    public record Call(String method, String path, String authorization, String traceparent, String key, String body) {}

    /** An order, and who one is: each page takes what it needs. */
    private static final String USUAL_ANSWER =
            "{\"displayName\":\"From Graph\",\"id\":\"a0000000-0000-4000-8000-000000000001\","
                    + "\"item\":\"Desk\",\"quantity\":2,\"unitPrice\":12.5,\"total\":25,\"currency\":\"EUR\",\"status\":\"placed\","
                    + "\"placedAt\":\"2026-11-20T08:15:00Z\",\"orders\":[]}";

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final Queue<Challenge> challenges = new ConcurrentLinkedQueue<>();
    private final JsonObject answer = new JsonObject(USUAL_ANSWER);

    private record Challenge(int status, String header, String problem) {}

    RecordingApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Says of the next tokens that they are expired. */
    public void refuseTokens(int times) {
        refusals.set(times);
    }

    /** Wants these claims in the token of the next call, as orders-api says it. */
    public void wantsClaims(String json) {
        String encoded = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        challenges.add(new Challenge(
                401,
                "Bearer realm=\"\", authorization_uri=\"https://login.example/a,b\", client_id=\"api\","
                        + " error=\"insufficient_claims\", claims=\"" + encoded + "\"",
                problem("challenge", 401, "")));
    }

    /** Says of the next call that nobody has consented to this scope, as orders-api says it. */
    public void wantsConsent(String scope) {
        wantsConsent(401, true, "consent-required", scope);
    }

    /** The same with another status, with or without the header, and with a problem of this type. */
    public void wantsConsent(int status, boolean header, String slug, String scope) {
        String challenge =
                "Bearer realm=\"\", authorization_uri=\"https://login.example/authorize\", client_id=\"api\","
                        + " error=\"consent_required\", scope=\"" + scope + "\"";
        challenges.add(new Challenge(
                status,
                header ? challenge : null,
                problem(slug, status, header ? "" : ",\"scope\":\"" + scope + "\"")));
    }

    /** Refuses the next call with a problem of this type. */
    public void fails(int status, String slug) {
        challenges.add(new Challenge(status, null, problem(slug, status, "")));
    }

    /** Says this of the order from now on. */
    public void says(String member, Object value) {
        answer.put(member, value);
    }

    private static String problem(String slug, int status, String more) {
        return "{\"type\":\"https://onbehalf.dev/problems/" + slug + "\",\"title\":\"t\",\"status\":" + status
                + ",\"detail\":\"d\"" + more + "}";
    }

    void reset() {
        calls.clear();
        challenges.clear();
        answer.clear().mergeIn(new JsonObject(USUAL_ANSWER));
        refusals.set(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        calls.add(new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                headers.getFirst("Authorization"),
                headers.getFirst("traceparent"),
                headers.getFirst("Idempotency-Key"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        Challenge challenge = challenges.poll();
        if (challenge != null) {
            if (challenge.header() != null) {
                exchange.getResponseHeaders().set("WWW-Authenticate", challenge.header());
            }
            send(exchange, challenge.status(), "application/problem+json", challenge.problem());
        } else if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            exchange.sendResponseHeaders(401, -1);
        } else if (exchange.getRequestMethod().equals("DELETE")) {
            exchange.sendResponseHeaders(204, -1);
        } else {
            send(exchange, 200, "application/json", answer.encode());
        }
        exchange.close();
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
