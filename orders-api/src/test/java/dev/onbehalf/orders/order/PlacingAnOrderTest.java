package dev.onbehalf.orders.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.onbehalf.orders.tenant.ConfiguredTenant;
import dev.onbehalf.orders.tenant.TestingAuthority;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@QuarkusTest
@TestProfile(ConfiguredTenant.class)
@DisplayName("Placing an order")
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlacingAnOrderTest {

    private static final String CHAIR = "{\"item\":\"Chair\",\"quantity\":2,\"unitPrice\":12.5,\"note\":\"blue\"}";

    TestingAuthority authority;

    private final String oid = UUID.randomUUID().toString();

    @Test
    void answers_with_the_order_and_where_it_is() {
        Response placed = place(key(), CHAIR);
        placed.then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .body("item", equalTo("Chair"))
                .body("quantity", equalTo(2))
                .body("currency", equalTo("EUR"))
                .body("note", equalTo("blue"))
                .body("status", equalTo("placed"))
                .body("placedAt", matchesPattern("\\d{4}-\\d\\d-\\d\\dT.*Z"))
                .body("cancelledAt", nullValue());
        assertThat(placed.asString()).contains("\"unitPrice\":12.50").contains("\"total\":25.00");
        assertThat(placed.header("Location")).endsWith("/orders/" + placed.path("id"));
        asUser().get(placed.header("Location")).then().statusCode(200).body("id", equalTo(placed.path("id")));
    }

    @Test
    void twice_with_one_key_is_placing_it_once() {
        String key = key();
        Response first = place(key, CHAIR);
        asUser().post("/orders/{id}/cancel", first.<String>path("id")).then().statusCode(200);
        Response second = place(key, "{\"quantity\":2,\"unitPrice\":12.50,\"item\":\"Chair\",\"note\":\"blue\"}");
        second.then().statusCode(201).header("Idempotent-Replayed", "true");
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(first.header("Idempotent-Replayed")).isNull();
        asUser().get("/orders").then().body("total", equalTo(1));
    }

    @Test
    void with_the_key_of_another_order_is_refused() {
        String key = key();
        place(key, CHAIR).then().statusCode(201);
        place(key, CHAIR.replace("2", "3"))
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("https://onbehalf.dev/problems/idempotency-key-reused"));
    }

    @Test
    void with_a_key_that_somebody_else_used_places_ones_own() {
        String key = key();
        place(key, CHAIR).then().statusCode(201);
        as(UUID.randomUUID().toString())
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(CHAIR.replace("2", "3"))
                .post("/orders")
                .then()
                .statusCode(201);
    }

    @Test
    void by_twenty_requests_at_once_gives_one_order() throws Exception {
        String key = key();
        CountDownLatch together = new CountDownLatch(1);
        List<Future<Response>> answers = new ArrayList<>();
        try (ExecutorService everybody = Executors.newFixedThreadPool(20)) {
            Callable<Response> racer = () -> {
                together.await();
                return place(key, CHAIR);
            };
            for (int i = 0; i < 20; i++) {
                answers.add(everybody.submit(racer));
            }
            together.countDown();
        }
        List<String> bodies = new ArrayList<>();
        int replayed = 0;
        for (Future<Response> answer : answers) {
            answer.get().then().statusCode(201);
            bodies.add(answer.get().asString());
            replayed += answer.get().header("Idempotent-Replayed") == null ? 0 : 1;
        }
        assertThat(bodies).containsOnly(bodies.getFirst());
        assertThat(replayed).isEqualTo(19);
        asUser().get("/orders").then().body("total", equalTo(1));
    }

    @TestFactory
    List<DynamicTest> with_values_that_are_not_allowed_names_each_field() {
        return table(
                400,
                "body-invalid",
                Map.ofEntries(
                        row("{\"quantity\":1,\"unitPrice\":1}", "item"),
                        row("{\"item\":\"  \",\"quantity\":1,\"unitPrice\":1}", "item"),
                        row("{\"item\":\"" + "x".repeat(121) + "\",\"quantity\":1,\"unitPrice\":1}", "item"),
                        row("{\"item\":\"a\\u0000b\",\"quantity\":1,\"unitPrice\":1}", "item"),
                        row("{\"item\":\"Chair\",\"unitPrice\":1}", "quantity"),
                        row("{\"item\":\"Chair\",\"quantity\":0,\"unitPrice\":1}", "quantity"),
                        row("{\"item\":\"Chair\",\"quantity\":1000,\"unitPrice\":1}", "quantity"),
                        row("{\"item\":\"Chair\",\"quantity\":1}", "unitPrice"),
                        row("{\"item\":\"Chair\",\"quantity\":1,\"unitPrice\":0}", "unitPrice"),
                        row("{\"item\":\"Chair\",\"quantity\":1,\"unitPrice\":0.001}", "unitPrice"),
                        row("{\"item\":\"Chair\",\"quantity\":1,\"unitPrice\":100000}", "unitPrice"),
                        row("{\"item\":\"Chair\",\"quantity\":1,\"unitPrice\":1e400000}", "unitPrice"),
                        row("{\"item\":\"Chair\",\"quantity\":1,\"unitPrice\":-1}", "unitPrice"),
                        row(
                                "{\"item\":\"Chair\",\"quantity\":1,\"unitPrice\":1,\"note\":\"" + "x".repeat(501)
                                        + "\"}",
                                "note"),
                        row("{\"item\":\"Chair\",\"quantity\":\"1\",\"unitPrice\":1}", "quantity"),
                        row("{\"item\":\"Chair\",\"quantity\":1.5,\"unitPrice\":1}", "quantity"),
                        row("{\"item\":\"Chair\",\"quantity\":99999999999,\"unitPrice\":1}", "quantity"),
                        row("{\"item\":\"Chair\",\"quantity\":1,\"unitPrice\":\"1\"}", "unitPrice"),
                        row("{\"item\":7,\"quantity\":1,\"unitPrice\":1}", "item"),
                        row("{\"item\":{\"a\":1},\"quantity\":1,\"unitPrice\":1}", "item"),
                        row("{\"item\":\"Chair\",\"quantity\":1,\"unitPrice\":1,\"status\":\"approved\"}", "status")));
    }

    @TestFactory
    List<DynamicTest> with_a_body_that_is_not_JSON_says_so() {
        return table(
                400,
                "body-malformed",
                Map.ofEntries(
                        row("{\"item\":", ""),
                        row("garbage", ""),
                        row("[]", ""),
                        row("\"Chair\"", ""),
                        row("{\"item\":\"a\",\"item\":\"b\",\"quantity\":1,\"unitPrice\":1}", ""),
                        row(CHAIR + CHAIR, ""),
                        row("{\"item\":\"Chair\",\"quantity\":NaN,\"unitPrice\":1}", ""),
                        row("{'item':'Chair'}", ""),
                        row("[".repeat(2000), "")));
    }

    @Test
    void with_nothing_in_the_body_says_so() {
        place(key(), "").then().statusCode(400).contentType("application/problem+json");
        place(key(), "null").then().statusCode(400).contentType("application/problem+json");
    }

    @TestFactory
    List<DynamicTest> needs_a_usable_key() {
        return List.of("", " ", "a b", "käy", "x".repeat(65), "a;b").stream()
                .map(key -> DynamicTest.dynamicTest("'" + key + "'", () -> place(key, CHAIR)
                        .then()
                        .statusCode(400)
                        .body("type", equalTo("https://onbehalf.dev/problems/idempotency-key-invalid"))))
                .toList();
    }

    @Test
    void needs_a_key() {
        asUser().contentType("application/json")
                .body(CHAIR)
                .post("/orders")
                .then()
                .statusCode(400)
                .body("type", equalTo("https://onbehalf.dev/problems/idempotency-key-invalid"))
                .body("errors.field", hasItem("Idempotency-Key"));
    }

    @Test
    void needs_the_scope_for_writing() {
        Response refused = given().header(
                        "Authorization",
                        "Bearer " + authority.token(authority.claims(oid).with("scp", "access_as_user Orders.Read")))
                .header("Idempotency-Key", key())
                .contentType("application/json")
                .body(CHAIR)
                .post("/orders");
        refused.then().statusCode(403).body("type", equalTo("https://onbehalf.dev/problems/scope-missing"));
        assertThat(refused.header("WWW-Authenticate"))
                .contains("error=\"insufficient_scope\"")
                .contains("/Orders.ReadWrite\"");
    }

    private List<DynamicTest> table(int status, String slug, Map<String, String> rows) {
        return rows.entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.getKey().substring(0, Math.min(70, row.getKey().length())), () -> {
                            Response answer = place(key(), row.getKey());
                            answer.then()
                                    .statusCode(status)
                                    .contentType("application/problem+json")
                                    .body("type", equalTo("https://onbehalf.dev/problems/" + slug));
                            if (!row.getValue().isEmpty()) {
                                answer.then().body("errors.field", hasItem(row.getValue()));
                            }
                            assertThat(answer.asString()).doesNotContain("dev.onbehalf.orders", "Exception", "java.");
                        }))
                .toList();
    }

    private static Map.Entry<String, String> row(String body, String field) {
        return Map.entry(body, field);
    }

    private Response place(String key, String body) {
        return asUser().header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post("/orders");
    }

    private RequestSpecification asUser() {
        return as(oid);
    }

    private RequestSpecification as(String user) {
        return given().header("Authorization", "Bearer " + authority.token(authority.claims(user)));
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
