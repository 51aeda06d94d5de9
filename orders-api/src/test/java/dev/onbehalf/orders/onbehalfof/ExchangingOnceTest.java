package dev.onbehalf.orders.onbehalfof;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import dev.onbehalf.orders.tenant.ConfiguredTenant;
import dev.onbehalf.orders.tenant.Jws;
import dev.onbehalf.orders.tenant.Seed;
import dev.onbehalf.orders.tenant.TestingAuthority;
import dev.onbehalf.orders.tenant.TestingAuthority.Answer;
import dev.onbehalf.orders.tenant.TestingAuthority.Asked;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConfiguredTenant.class)
@DisplayName("Acting on behalf of a user")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExchangingOnceTest {

    TestingAuthority authority;

    private final String oid = UUID.randomUUID().toString();

    @BeforeEach
    void each_exchange_gives_another_token() {
        authority.answerTokenRequests(request -> TestingAuthority.granted("exchanged-" + UUID.randomUUID()));
        authority.answer(
                "/graph/v1.0/me", request -> Answer.json(200, "{\"displayName\":\"Sabine Prüfstein\",\"more\":1}"));
    }

    @Test
    void presents_the_callers_token_to_the_configured_tenant() {
        String token = token();
        String correlation = UUID.randomUUID().toString();
        given().header("Authorization", "Bearer " + token)
                .header("X-Correlation-Id", correlation)
                .get("/me")
                .then()
                .statusCode(200)
                .body("displayName", equalTo("Sabine Prüfstein"))
                .body("manager", equalTo(null));
        Asked exchange = exchanges(token).getFirst();
        assertThat(exchange.path()).isEqualTo("/" + TestingAuthority.TENANT + "/oauth2/v2.0/token");
        assertThat(exchange.body())
                .contains("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer")
                .contains("requested_token_use=on_behalf_of")
                .contains("client_id=" + Seed.API)
                .contains("https%3A%2F%2Fgraph.microsoft.com%2FUser.Read");
        assertThat(exchange.header("Client-request-id")).isEqualTo(correlation);
    }

    @Test
    void gives_Graph_the_exchanged_token_and_never_the_callers() {
        String token = token();
        authority.answerTokenRequests(request -> TestingAuthority.granted("for-graph-only"));
        me(token).then().statusCode(200);
        List<Asked> graph = authority.asked("/graph/").stream()
                .filter(asked -> asked.header("Authorization").equals("Bearer for-graph-only"))
                .toList();
        assertThat(graph).hasSize(2);
        assertThat(authority.asked("/graph/"))
                .noneMatch(asked -> asked.header("Authorization").contains(token));
        assertThat(graph.getFirst().query()).contains("$select=displayName,givenName");
    }

    @Test
    void asks_the_tenant_once_for_one_token() {
        String token = token();
        me(token).then().statusCode(200);
        me(token).then().statusCode(200);
        assertThat(exchanges(token)).hasSize(1);
    }

    @Test
    void asks_once_when_fifty_requests_arrive_together() throws Exception {
        String token = token();
        authority.answerTokenRequests(request -> {
            Thread.sleep(300);
            return TestingAuthority.granted("shared-token");
        });
        List<Future<Response>> answers = new ArrayList<>();
        try (ExecutorService everybody = Executors.newFixedThreadPool(50)) {
            for (int i = 0; i < 50; i++) {
                answers.add(everybody.submit(() -> me(token)));
            }
        }
        for (Future<Response> answer : answers) {
            answer.get().then().statusCode(200);
        }
        assertThat(exchanges(token)).hasSize(1);
    }

    @Test
    void never_shares_a_token_between_users_or_sign_ins() {
        String mine = token();
        String mineFromAnotherBrowser = token();
        String somebodyElses =
                authority.token(authority.claims(UUID.randomUUID().toString()));
        for (String token : List.of(mine, mineFromAnotherBrowser, somebodyElses)) {
            me(token).then().statusCode(200);
            assertThat(exchanges(token)).hasSize(1);
        }
    }

    @Test
    void uses_no_token_that_is_about_to_end() {
        authority.answerTokenRequests(
                request -> Answer.json(
                        200,
                        "{\"token_type\":\"Bearer\",\"scope\":\"x\",\"expires_in\":30,\"ext_expires_in\":30,\"access_token\":\"short-lived\"}"));
        String token = token();
        me(token).then().statusCode(200);
        me(token).then().statusCode(200);
        // Two requests of two calls each: the user and the manager.
        assertThat(exchanges(token)).hasSize(4);
    }

    @Test
    void shows_the_claims_of_what_is_held_and_forgets_it_on_demand() {
        String exchanged = Jws.rs256(
                "{\"alg\":\"RS256\"}",
                "{\"aud\":\"https://graph.microsoft.com\",\"scp\":\"User.Read\"}",
                authority.key().getPrivate());
        authority.answerTokenRequests(request -> TestingAuthority.granted(exchanged));
        String token = token();
        me(token).then().statusCode(200);
        Response inspection = given().header("Authorization", "Bearer " + token).get("/token");
        inspection
                .then()
                .statusCode(200)
                .body("signature", equalTo("valid"))
                .body(
                        "checks.name",
                        contains(
                                "audience",
                                "issuer",
                                "tenant",
                                "expiry",
                                "not-before",
                                "calling-application",
                                "user",
                                "permission"))
                .body("checks.passed", everyItem(equalTo(true)))
                .body("claims.oid", equalTo(oid))
                .body("exchanged", hasSize(1))
                .body("exchanged[0].resource", equalTo("https://graph.microsoft.com"))
                .body("exchanged[0].claims.scp", equalTo("User.Read"))
                .body("exchanged[0].cached", equalTo(true));
        for (String secret : List.of(token, exchanged)) {
            assertThat(inspection.asString()).doesNotContain(secret, secret.substring(secret.lastIndexOf('.')));
        }
        given().header("Authorization", "Bearer " + token)
                .delete("/token")
                .then()
                .statusCode(204);
        given().header("Authorization", "Bearer " + token).get("/token").then().body("exchanged", hasSize(0));
        me(token).then().statusCode(200);
        assertThat(exchanges(token)).hasSize(2);
    }

    @Test
    void is_not_done_for_an_application() {
        String daemon = authority.token(authority.claims(oid).asDaemon("Orders.Read.All"));
        Response refused = me(daemon);
        refused.then().statusCode(403).body("type", equalTo("https://onbehalf.dev/problems/user-required"));
        assertThat(refused.header("WWW-Authenticate"))
                .contains("insufficient_scope")
                .contains("access_as_user");
        assertThat(exchanges(daemon)).isEmpty();
    }

    @Test
    void turns_each_of_Graphs_answers_into_a_precise_problem() {
        Map.of(
                        401, "502 downstream-refused-token",
                        403, "403 downstream-forbidden",
                        404, "404 downstream-not-found",
                        429, "503 downstream-throttled",
                        500, "502 downstream-failed",
                        503, "503 downstream-unavailable",
                        504, "504 downstream-timeout")
                .forEach((status, expected) -> {
                    authority.answer(
                            "/graph/v1.0/me",
                            request -> new Answer(
                                    status, Map.of("Retry-After", "7"), "{\"error\":{\"code\":\"Secret\"}}"));
                    Response answer = me(token());
                    assertThat(answer.statusCode() + " "
                                    + answer.<String>path("type").replaceAll(".*/", ""))
                            .isEqualTo(expected);
                    assertThat(answer.<String>path("detail")).contains("Microsoft Graph");
                    assertThat(answer.asString()).doesNotContain("Secret");
                    if (status == 429 || status == 503) {
                        answer.then().header("Retry-After", "7");
                    }
                });
    }

    @Test
    void does_not_wait_for_Graph_for_ever() {
        CountDownLatch over = new CountDownLatch(1);
        authority.answer("/graph/v1.0/me", request -> {
            over.await();
            return Answer.json(200, "{}");
        });
        try {
            me(token())
                    .then()
                    .statusCode(504)
                    .body("type", equalTo("https://onbehalf.dev/problems/downstream-timeout"));
        } finally {
            over.countDown();
        }
    }

    @Test
    void says_when_Graph_hangs_up() {
        authority.answer("/graph/v1.0/me", request -> null);
        me(token())
                .then()
                .statusCode(503)
                .body("type", equalTo("https://onbehalf.dev/problems/downstream-unavailable"));
    }

    @Test
    void says_when_Graph_answers_nonsense() {
        authority.answer(
                "/graph/v1.0/me", request -> new Answer(200, Map.of("Content-Type", "application/json"), "<p>"));
        me(token()).then().statusCode(502).body("type", equalTo("https://onbehalf.dev/problems/downstream-failed"));
    }

    private List<Asked> exchanges(String token) {
        return authority.asked("/oauth2/v2.0/token").stream()
                .filter(asked -> asked.body().contains(token))
                .toList();
    }

    private String token() {
        return authority.token(authority.claims(oid));
    }

    private static Response me(String token) {
        return given().header("Authorization", "Bearer " + token).get("/me");
    }
}
