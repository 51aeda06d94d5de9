package dev.onbehalf.orders.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.onbehalf.orders.tenant.FrontDoor;
import dev.onbehalf.orders.tenant.LocalTenant;
import dev.onbehalf.orders.tenant.Seed;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@QuarkusTest
@DisplayName("Approving an order")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ApprovingAnOrderTest {

    @Inject
    DataSource database;

    private final String owner = UUID.randomUUID().toString();

    @Test
    void is_done_by_somebody_with_the_role_and_seen_by_the_owner() {
        String id = place("10.00");
        as(owner)
                .get("/orders/{id}", id)
                .then()
                .body("status", equalTo("placed"))
                .body("approvedAt", nullValue())
                .body("placedBy", equalTo("Sabine Prüfstein"))
                .body("mine", equalTo(true))
                .body("stepUp", equalTo(false))
                .body("receiptSentAt", nullValue());

        Response approved = asHana().post("/orders/{id}/approve", id);

        approved.then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("status", equalTo("approved"))
                .body("approvedAt", matchesPattern("\\d{4}-\\d\\d-\\d\\dT.*Z"))
                .body("mine", equalTo(false));
        as(owner)
                .get("/orders/{id}", id)
                .then()
                .body("status", equalTo("approved"))
                .body("approvedAt", equalTo(approved.path("approvedAt")));
        as(owner)
                .post("/orders/{id}/cancel", id)
                .then()
                .statusCode(409)
                .body("type", equalTo(type("order-not-cancellable")));
    }

    @Test
    void twice_is_approving_it_once() {
        String id = place("10.00");
        Response first = asHana().post("/orders/{id}/approve", id);
        Response second = asHana().post("/orders/{id}/approve", id);
        second.then().statusCode(200);
        assertThat(second.asString()).isEqualTo(first.asString());
    }

    @Test
    void by_ten_requests_at_once_is_approving_it_once() throws Exception {
        String id = place("10.00");
        List<Response> answers = together(10, i -> asHana().post("/orders/{id}/approve", id));
        assertThat(answers).extracting(Response::statusCode).containsOnly(200);
        assertThat(answers.stream().map(Response::asString).distinct()).hasSize(1);
    }

    @Test
    void and_cancelling_it_at_once_lets_one_of_them_win() throws Exception {
        for (int round = 0; round < 5; round++) {
            String id = place("10.00");
            List<Response> answers = together(
                    2,
                    i -> i == 0
                            ? asHana().post("/orders/{id}/approve", id)
                            : as(owner).post("/orders/{id}/cancel", id));
            assertThat(answers).extracting(Response::statusCode).containsExactlyInAnyOrder(200, 409);
            Response order = as(owner).get("/orders/{id}", id);
            assertThat(order.<String>path("status")).isEqualTo(winner(answers).path("status"));
            assertThat(order.<String>path("approvedAt") == null).isNotEqualTo(order.path("cancelledAt") == null);
        }
    }

    @Test
    void is_offered_for_the_orders_of_others_that_wait_the_longest_first() {
        String first = place("10.00");
        String second = place("2000.00");
        String cancelled = place("10.00");
        as(owner).post("/orders/{id}/cancel", cancelled).then().statusCode(200);
        String approved = place("10.00");
        asHana().post("/orders/{id}/approve", approved).then().statusCode(200);
        String hanasOwn = place(asHana(), "10.00");

        List<Map<String, Object>> waiting = everythingThatWaits();

        List<Object> ids = waiting.stream().map(order -> order.get("id")).toList();
        assertThat(ids).containsSubsequence(first, second).doesNotContain(cancelled, approved, hanasOwn);
        assertThat(waiting)
                .allSatisfy(order ->
                        assertThat(order).containsEntry("status", "placed").containsEntry("mine", false));
        assertThat(waiting.get(ids.indexOf(second))).containsEntry("stepUp", true);
        assertThat(waiting.get(ids.indexOf(first))).containsEntry("stepUp", false);
        asHana().get("/orders/awaiting-approval?page=-1")
                .then()
                .statusCode(400)
                .body("type", equalTo(type("parameter-invalid")));
    }

    @Test
    void lets_the_approver_read_what_others_placed_in_the_same_tenant_only() throws SQLException {
        String id = place("10.00");
        asHana().get("/orders/{id}", id).then().statusCode(200).body("mine", equalTo(false));
        String elsewhere = place("10.00");
        moveToAnotherTenant(elsewhere);
        asHana().get("/orders/{id}", elsewhere).then().statusCode(404);
        asHana().post("/orders/{id}/approve", elsewhere).then().statusCode(404);
        assertThat(everythingThatWaits()).extracting("id").doesNotContain(elsewhere);
    }

    @TestFactory
    List<DynamicTest> is_refused_with_a_precise_reason() {
        String id = place("10.00");
        String mine = place(asHana(), "10.00");
        String cancelled = place("10.00");
        as(owner).post("/orders/{id}/cancel", cancelled).then().statusCode(200);
        String own = LocalTenant.sign(LocalTenant.claimsOf(LocalTenant.HANA)
                .with("scp", "access_as_user Orders.Read")
                .with("roles", List.of("Orders.Approve")));
        String roleAsScope = LocalTenant.sign(LocalTenant.claimsOf(LocalTenant.TARO)
                .with("scp", "access_as_user Orders.Read Orders.ReadWrite Orders.Approve role:Orders.Approve"));
        return List.of(
                refusal("without the role", LocalTenant.tokenOf(LocalTenant.TARO), id, 403, "role-missing"),
                refusal("with the role's name as a scope", roleAsScope, id, 403, "role-missing"),
                refusal("without the scope", own, id, 403, "scope-missing"),
                refusal("by an application", LocalTenant.daemonToken(), id, 403, "user-required"),
                refusal("of one's own", hana(), mine, 403, "own-order"),
                refusal("that was cancelled", hana(), cancelled, 409, "order-cancelled"),
                refusal("that is none", hana(), UUID.randomUUID().toString(), 404, "order-not-found"),
                refusal("with an id that is none", hana(), "x", 400, "parameter-invalid"));
    }

    @Test
    void shows_what_waits_to_nobody_else() {
        given().header("Authorization", "Bearer " + LocalTenant.tokenOf(LocalTenant.TARO))
                .get("/orders/awaiting-approval")
                .then()
                .statusCode(403)
                .body("type", equalTo(type("role-missing")))
                .body("actor", equalTo("administrator"));
        given().header("Authorization", "Bearer " + LocalTenant.daemonToken())
                .get("/orders/awaiting-approval")
                .then()
                .statusCode(403)
                .body("type", equalTo(type("user-required")));
    }

    @Test
    void up_to_the_limit_needs_no_more_than_having_signed_in() {
        asHana().post("/orders/{id}/approve", place("1000.00")).then().statusCode(200);
    }

    /** The fourth source of challenges: a policy of this API itself. */
    @Test
    void above_the_limit_asks_for_an_authentication_context_and_is_done_once_it_is_satisfied() {
        String id = place("1000.01");
        FrontDoor hana = FrontDoor.of("hana@contoso.test");
        Response challenged = bearer(hana.token()).post("/orders/{id}/approve", id);
        challenged
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", equalTo(type("challenge")))
                .body("actor", equalTo("user"));
        String claims = Base64.getEncoder()
                .encodeToString("{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(challenged.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"\", authorization_uri=\"" + LocalTenant.config("entra.authority-host") + "/"
                        + Seed.TENANT + "/oauth2/v2.0/authorize\", client_id=\"" + Seed.API
                        + "\", error=\"insufficient_claims\", claims=\"" + claims + "\"");
        as(owner).get("/orders/{id}", id).then().body("status", equalTo("placed"));

        String stronger = hana.tokenAfter(challenged.header("WWW-Authenticate"));

        bearer(stronger).post("/orders/{id}/approve", id).then().statusCode(200).body("status", equalTo("approved"));
        // Nothing is left to do, so nothing more is wanted.
        asHana().post("/orders/{id}/approve", id).then().statusCode(200);
    }

    @Test
    void above_the_limit_is_not_done_with_another_context_or_one_that_is_no_list() {
        String id = place("5000.00");
        for (Object acrs : List.of(List.of("c2", "c11"), "c1", List.of())) {
            String token = LocalTenant.sign(LocalTenant.claimsOf(LocalTenant.HANA)
                    .with("roles", List.of("Orders.Approve"))
                    .with("acrs", acrs));
            bearer(token).post("/orders/{id}/approve", id).then().statusCode(401);
        }
    }

    @Test
    void sends_nobody_to_the_tenant_for_nothing() {
        String cancelled = place("5000.00");
        as(owner).post("/orders/{id}/cancel", cancelled).then().statusCode(200);
        asHana().post("/orders/{id}/approve", cancelled).then().statusCode(409);
        asHana().post("/orders/{id}/approve", place(asHana(), "5000.00")).then().statusCode(403);
    }

    private DynamicTest refusal(String name, String token, String id, int status, String slug) {
        return DynamicTest.dynamicTest(name, () -> bearer(token)
                .post("/orders/{id}/approve", id)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo(type(slug))));
    }

    private List<Map<String, Object>> everythingThatWaits() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (int page = 0; ; page++) {
            Response answer = asHana().get("/orders/awaiting-approval?size=100&page=" + page);
            answer.then().statusCode(200).body("page", equalTo(page)).body("size", equalTo(100));
            List<Map<String, Object>> orders = answer.path("orders");
            all.addAll(orders);
            if (orders.size() < 100) {
                assertThat(answer.<Integer>path("total")).isEqualTo(all.size());
                return all;
            }
        }
    }

    private interface Request {
        Response send(int number);
    }

    private static List<Response> together(int many, Request request) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Response>> answers = new ArrayList<>();
        try (ExecutorService everybody = Executors.newFixedThreadPool(many)) {
            for (int i = 0; i < many; i++) {
                int number = i;
                Callable<Response> racer = () -> {
                    start.await();
                    return request.send(number);
                };
                answers.add(everybody.submit(racer));
            }
            start.countDown();
        }
        List<Response> all = new ArrayList<>();
        for (Future<Response> answer : answers) {
            all.add(answer.get());
        }
        return all;
    }

    private static Response winner(List<Response> answers) {
        return answers.stream()
                .filter(answer -> answer.statusCode() == 200)
                .findFirst()
                .orElseThrow();
    }

    private String place(String price) {
        return place(as(owner), price);
    }

    private static String place(RequestSpecification somebody, String price) {
        return somebody.header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body("{\"item\":\"Desk\",\"quantity\":1,\"unitPrice\":" + price + "}")
                .post("/orders")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static RequestSpecification as(String oid) {
        return bearer(LocalTenant.tokenOf(oid));
    }

    private static RequestSpecification asHana() {
        return bearer(hana());
    }

    private static String hana() {
        return LocalTenant.sign(LocalTenant.claimsOf(LocalTenant.HANA).with("roles", List.of("Orders.Approve")));
    }

    private void moveToAnotherTenant(String id) throws SQLException {
        try (Connection connection = database.getConnection();
                var move = connection.prepareStatement("update purchase_order set tid = ?::uuid where id = ?::uuid")) {
            move.setString(1, Seed.OTHER_TENANT);
            move.setString(2, id);
            move.executeUpdate();
        }
    }

    private static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private static String type(String slug) {
        return "https://onbehalf.dev/problems/" + slug;
    }
}
