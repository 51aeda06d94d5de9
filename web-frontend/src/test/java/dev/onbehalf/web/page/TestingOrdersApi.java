package dev.onbehalf.web.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Speaks as orders-api does over the wire, and remembers what it was asked. */
@Singleton
public class TestingOrdersApi {

    private static final List<String> CHECKS = List.of(
            "audience", "issuer", "tenant", "expiry", "not-before", "calling-application", "user", "permission");

    private record Answer(int status, String type, byte[] body, Map<String, String> headers) {}

    private final URI address;
    private final Map<String, JsonObject> placed = new HashMap<>();
    private final Map<String, String> receipts = new LinkedHashMap<>();
    private final Map<String, Answer> prepared = new HashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private List<JsonObject> orders = new ArrayList<>();
    private HttpServer server;

    TestingOrdersApi(@ConfigProperty(name = "orders-api.url") URI address) {
        this.address = address;
    }

    /** Up, with no orders, and with nothing prepared. */
    public synchronized void start() {
        orders = new ArrayList<>();
        placed.clear();
        receipts.clear();
        prepared.clear();
        asked.clear();
        if (server == null) {
            try {
                server = HttpServer.create(new InetSocketAddress(address.getHost(), address.getPort()), 0);
            } catch (IOException e) {
                throw new IllegalStateException("cannot listen at " + address, e);
            }
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", this::answer);
            server.start();
        }
    }

    @PreDestroy
    public synchronized void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    public void hasOrders(int count) {
        orders = new ArrayList<>(
                IntStream.range(0, count).mapToObj(TestingOrdersApi::order).toList());
    }

    /** Placed by somebody else, and waiting. */
    public void hasOrdersOfTaro(int count) {
        orders = new ArrayList<>(IntStream.range(0, count)
                .mapToObj(number -> order(number)
                        .put("status", "placed")
                        .putNull("approvedAt")
                        .putNull("cancelledAt")
                        .put("placedBy", "田中 太郎")
                        .put("mine", false))
                .toList());
    }

    /** The receipts that were mailed: the order's id by idempotency key. */
    public Map<String, String> receipts() {
        return receipts;
    }

    public List<JsonObject> orders() {
        return orders;
    }

    /** Method and path of each request. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** The next and all further requests of this kind are answered so. */
    public void answers(String request, int status, JsonObject problem) {
        prepared.put(request, new Answer(status, "application/problem+json", bytes(problem.encode()), Map.of()));
    }

    public void answers(String request, String type, byte[] body, String tag) {
        prepared.put(request, new Answer(200, type, body, Map.of("ETag", tag)));
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        asked.add(request);
        byte[] body = exchange.getRequestBody().readAllBytes();
        Answer answer = prepared.containsKey(request) ? prepared.get(request) : usual(request, exchange, body);
        String tag = answer.headers().get("ETag");
        boolean known = tag != null && tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(known ? 304 : answer.status(), known ? -1 : answer.body().length);
        if (!known) {
            exchange.getResponseBody().write(answer.body());
        }
        exchange.close();
    }

    private Answer usual(String request, HttpExchange exchange, byte[] body) {
        if (request.equals("POST /orders")) {
            return json(
                    201, place(exchange.getRequestHeaders().getFirst("Idempotency-Key"), new JsonObject(string(body))));
        }
        if (request.startsWith("POST /orders/")) {
            String id = request.substring("POST /orders/".length(), request.lastIndexOf('/'));
            return act(request.substring(request.lastIndexOf('/') + 1), find(id), exchange);
        }
        if (request.equals("GET /orders/awaiting-approval") && !isApprover(exchange)) {
            return refusal(403, "role-missing");
        }
        return switch (request) {
            case "GET /orders" -> json(200, page(exchange.getRequestURI().getQuery(), true));
            case "GET /orders/awaiting-approval" ->
                json(200, page(exchange.getRequestURI().getQuery(), false));
            case "GET /me" -> json(200, me());
            case "GET /token" -> json(200, verdict());
            case "GET /products" -> json(200, products(exchange.getRequestURI().getQuery()));
            default ->
                request.startsWith("GET /orders/") && find(request.substring("GET /orders/".length())) != null
                        ? json(200, find(request.substring("GET /orders/".length())))
                        : notFound(request);
        };
    }

    private Answer act(String deed, JsonObject order, HttpExchange exchange) {
        String now = Instant.now().toString();
        return switch (deed) {
            case "cancel" -> json(200, order.put("status", "cancelled").put("cancelledAt", now));
            case "approve" ->
                isApprover(exchange)
                        ? json(200, order.put("status", "approved").put("approvedAt", now))
                        : refusal(403, "role-missing");
            case "receipt" -> {
                String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
                if (receipts.putIfAbsent(key, order.getString("id")) == null) {
                    order.put("receiptSentAt", now);
                }
                yield json(202, order);
            }
            default -> notFound(deed);
        };
    }

    // Of the token only the claims are real here.
    private static boolean isApprover(HttpExchange exchange) {
        String token = exchange.getRequestHeaders().getFirst("Authorization").split("\\.")[1];
        return string(Base64.getUrlDecoder().decode(token)).contains("Orders.Approve");
    }

    private static Answer refusal(int status, String slug) {
        JsonObject problem = new JsonObject()
                .put("type", "https://onbehalf.dev/problems/" + slug)
                .put("title", "Refused: " + slug)
                .put("status", status);
        return new Answer(status, "application/problem+json", bytes(problem.encode()), Map.of());
    }

    private JsonObject place(String key, JsonObject wanted) {
        return placed.computeIfAbsent(key, first -> {
            JsonObject order = order(orders.size()).mergeIn(wanted);
            orders.addFirst(order);
            return order;
        });
    }

    private JsonObject find(String id) {
        return orders.stream()
                .filter(order -> order.getString("id").equals(id))
                .findFirst()
                .orElse(null);
    }

    private JsonObject page(String query, boolean mine) {
        int page = Integer.parseInt(query.replaceFirst(".*page=(\\d+).*", "$1"));
        int size = Integer.parseInt(query.replaceFirst(".*size=(\\d+).*", "$1"));
        List<JsonObject> all = orders.stream()
                .filter(order -> order.getBoolean("mine") == mine)
                .toList();
        List<JsonObject> shown =
                all.stream().skip((long) page * size).limit(size).toList();
        return new JsonObject()
                .put("orders", new JsonArray(shown))
                .put("page", page)
                .put("size", size)
                .put("total", all.size());
    }

    private static JsonObject order(int number) {
        return new JsonObject()
                .put("id", new UUID(0xAL << 60 | 0x4000, 0x8L << 60 | number).toString())
                .put("item", "Desk " + number)
                .put("quantity", 2)
                .put("unitPrice", 1234.5)
                .put("total", 2469.0)
                .put("currency", "EUR")
                .put("note", null)
                .put("status", List.of("placed", "approved", "cancelled").get(number % 3))
                .put("placedAt", "2026-11-20T08:15:00Z")
                .put("approvedAt", number % 3 == 1 ? "2026-11-21T07:15:00Z" : null)
                .put("cancelledAt", number % 3 == 2 ? "2026-11-21T08:15:00Z" : null)
                .putNull("receiptSentAt")
                .put("placedBy", "田中 太郎")
                .put("mine", true)
                .put("stepUp", number % 2 == 1);
    }

    private static JsonObject products(String query) {
        boolean found = query.contains("desk");
        JsonObject desk = new JsonObject()
                .put("id", "p-002")
                .put("name", "Standing desk")
                .put("nameJa", "昇降デスク")
                .put("description", "Electric height adjustment.")
                .put("descriptionJa", "65〜130 cmの電動昇降。")
                .put("price", 549.0)
                .put("currency", "EUR")
                .put("inStock", false);
        return new JsonObject()
                .put("products", found ? new JsonArray().add(desk) : new JsonArray())
                .put("total", found ? 12 : 0);
    }

    private static JsonObject me() {
        JsonObject manager = new JsonObject()
                .put("displayName", "佐藤 花")
                .put("jobTitle", "Head of Design")
                .put("mail", "hana@contoso.test");
        return new JsonObject()
                .put("displayName", "田中 太郎")
                .put("jobTitle", "Product Designer")
                .put("mail", "taro@contoso.test")
                .put("manager", manager);
    }

    private static JsonObject verdict() {
        JsonArray checks = new JsonArray();
        CHECKS.forEach(name -> checks.add(new JsonObject()
                .put("name", name)
                .put("passed", !name.equals("permission"))
                .put("detail", "detail of " + name)));
        JsonObject graph = new JsonObject()
                .put("resource", "https://graph.microsoft.com")
                .put(
                        "claims",
                        new JsonObject()
                                .put("aud", "https://graph.microsoft.com")
                                .put("scp", "User.Read"))
                .put("expiresAt", "2026-11-22T08:00:00Z")
                .put("cached", true);
        return new JsonObject()
                .put("signature", "valid")
                .put("checks", checks)
                .put("exchanged", new JsonArray().add(graph));
    }

    private static Answer notFound(String request) {
        String slug = request.equals("GET /me/photo") ? "photo-not-found" : "order-not-found";
        JsonObject problem = new JsonObject()
                .put("type", "https://onbehalf.dev/problems/" + slug)
                .put("title", "Not found")
                .put("status", 404)
                .put("detail", "No such thing.")
                .put("correlationId", "c-4711");
        return new Answer(404, "application/problem+json", bytes(problem.encode()), Map.of());
    }

    private static Answer json(int status, JsonObject body) {
        return new Answer(status, "application/json", bytes(body.encode()), Map.of());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String string(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
