package dev.onbehalf.orders.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.onbehalf.orders.tenant.Claims;
import dev.onbehalf.orders.tenant.ConfiguredTenant;
import dev.onbehalf.orders.tenant.TestingAuthority;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@QuarkusTest
@TestProfile(ConfiguredTenant.class)
@DisplayName("Reading and cancelling orders")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReadingAndCancellingTest {

    TestingAuthority authority;

    private final String oid = UUID.randomUUID().toString();

    @Test
    void lists_the_newest_first_page_by_page() {
        for (int i = 1; i <= 5; i++) {
            place("Item " + i);
        }
        asUser().get("/orders?page=0&size=2")
                .then()
                .statusCode(200)
                .body("orders.item", contains("Item 5", "Item 4"))
                .body("page", equalTo(0))
                .body("size", equalTo(2))
                .body("total", equalTo(5));
        asUser().get("/orders?page=2&size=2").then().body("orders.item", contains("Item 1"));
        asUser().get("/orders?page=3&size=2").then().statusCode(200).body("orders", hasSize(0));
        asUser().get("/orders").then().body("size", equalTo(20)).body("orders", hasSize(5));
    }

    @TestFactory
    List<DynamicTest> refuses_a_page_that_cannot_be() {
        return List.of(
                        "page=-1",
                        "page=x",
                        "page=99999999999",
                        "page=100000&size=100",
                        "size=0",
                        "size=101",
                        "size=1.5")
                .stream()
                .map(query -> DynamicTest.dynamicTest(query, () -> asUser().get("/orders?" + query)
                        .then()
                        .statusCode(400)
                        .contentType("application/problem+json")
                        .body("type", equalTo("https://onbehalf.dev/problems/parameter-invalid"))
                        .body("errors", hasSize(greaterThanOrEqualTo(1)))))
                .toList();
    }

    @Test
    void does_not_show_anybody_elses_order() {
        String id = place("Secret present");
        RequestSpecification other = as(authority.claims(UUID.randomUUID().toString()));
        other.get("/orders/{id}", id)
                .then()
                .statusCode(404)
                .body("type", equalTo("https://onbehalf.dev/problems/order-not-found"));
        as(authority.claims(UUID.randomUUID().toString()))
                .post("/orders/{id}/cancel", id)
                .then()
                .statusCode(404);
        as(authority.claims(UUID.randomUUID().toString())).get("/orders").then().body("total", equalTo(0));
        asUser().get("/orders/{id}", id).then().statusCode(200).body("status", equalTo("placed"));
    }

    @Test
    void answers_404_for_an_order_that_never_was() {
        asUser().get("/orders/{id}", UUID.randomUUID()).then().statusCode(404);
    }

    @TestFactory
    List<DynamicTest> says_when_an_id_is_none() {
        return List.of("x", "1-1-1-1-1", "7e57ab1e-0000-4000-8000-00000000000g", "' or 1=1 --").stream()
                .map(id -> DynamicTest.dynamicTest(id, () -> asUser().get("/orders/{id}", id)
                        .then()
                        .statusCode(400)
                        .contentType("application/problem+json")
                        .body("errors[0].field", equalTo("id"))))
                .toList();
    }

    @Test
    void cancels_once_however_often_it_is_asked() {
        String id = place("Mistake");
        Response first = asUser().post("/orders/{id}/cancel", id);
        first.then().statusCode(200).body("status", equalTo("cancelled")).body("cancelledAt", notNullValue());
        Response second = asUser().post("/orders/{id}/cancel", id);
        second.then().statusCode(200);
        assertThat(second.<String>path("cancelledAt")).isEqualTo(first.path("cancelledAt"));
    }

    @Test
    void does_not_cancel_what_was_approved() {
        String id = place("Approved already");
        Claims approver = authority.claims(UUID.randomUUID().toString()).with("roles", List.of("Orders.Approve"));
        as(approver).post("/orders/{id}/approve", id).then().statusCode(200);
        asUser().post("/orders/{id}/cancel", id)
                .then()
                .statusCode(409)
                .body("type", equalTo("https://onbehalf.dev/problems/order-not-cancellable"));
    }

    @Test
    void shows_a_daemon_the_orders_of_everybody_but_lets_it_change_none() {
        String id = place("Seen by the daemon");
        Claims daemon = authority.claims(UUID.randomUUID().toString()).asDaemon("Orders.Read.All");
        as(daemon).get("/orders/{id}", id).then().statusCode(200);
        as(daemon).get("/orders").then().statusCode(200).body("total", greaterThanOrEqualTo(1));
        Response refused = as(daemon).post("/orders/{id}/cancel", id);
        refused.then().statusCode(403).body("type", equalTo("https://onbehalf.dev/problems/user-required"));
        as(daemon.with("roles", List.of("Something.Else")))
                .get("/orders")
                .then()
                .statusCode(403);
    }

    @Test
    void does_not_take_an_app_role_on_a_user_for_a_scope() {
        as(authority.claims(oid).with("scp", "access_as_user").with("roles", List.of("Orders.Read.All")))
                .get("/orders")
                .then()
                .statusCode(403);
    }

    @Test
    void needs_the_scope_for_reading() {
        Response refused = as(authority.claims(oid).with("scp", "access_as_user Orders.ReadWrite"))
                .get("/orders");
        refused.then().statusCode(403);
        assertThat(refused.header("WWW-Authenticate"))
                .contains("scope=\"api://")
                .contains("/Orders.Read\"");
    }

    private String place(String item) {
        return asUser().header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body("{\"item\":\"" + item + "\",\"quantity\":1,\"unitPrice\":1}")
                .post("/orders")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private RequestSpecification asUser() {
        return as(authority.claims(oid));
    }

    private RequestSpecification as(Claims claims) {
        return given().header("Authorization", "Bearer " + authority.token(claims));
    }
}
