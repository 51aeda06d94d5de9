package dev.onbehalf.orders.onbehalfof;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.onbehalf.orders.tenant.ConfiguredTenant;
import dev.onbehalf.orders.tenant.TestingAuthority;
import dev.onbehalf.orders.tenant.TestingAuthority.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@QuarkusTest
@TestProfile(ConfiguredTenant.class)
@DisplayName("When the tenant does not exchange the token")
@DisplayNameGeneration(ReplaceUnderscores.class)
class WhenTheTenantSaysNoTest {

    private static final String CLAIMS = "{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}";

    TestingAuthority authority;

    private record Row(String name, Answer answer, int status, String slug, Integer aadsts) {}

    @AfterEach
    void healthy_again() {
        authority.answerTokenRequests(request -> TestingAuthority.granted("exchanged"));
    }

    @TestFactory
    List<DynamicTest> each_refusal_is_a_precise_problem() {
        return List.of(
                        row(
                                "consent missing",
                                error(400, "invalid_grant", 65001, "consent_required"),
                                401,
                                "consent-required",
                                65001),
                        row(
                                "assertion expired",
                                error(400, "invalid_grant", 500133, null),
                                401,
                                "token-expired",
                                500133),
                        row(
                                "session revoked",
                                error(400, "invalid_grant", 50173, "bad_token"),
                                401,
                                "token-expired",
                                50173),
                        row(
                                "blocked by policy",
                                error(400, "invalid_grant", 53003, "message_only"),
                                403,
                                "exchange-refused",
                                53003),
                        row("not assigned", error(400, "invalid_grant", 50105, null), 403, "exchange-refused", 50105),
                        row(
                                "MFA without claims",
                                error(400, "invalid_grant", 50076, "basic_action"),
                                403,
                                "exchange-refused",
                                50076),
                        row(
                                "wrong secret",
                                error(401, "invalid_client", 7000215, null),
                                500,
                                "exchange-misconfigured",
                                7000215),
                        row(
                                "expired secret",
                                error(401, "invalid_client", 7000222, null),
                                500,
                                "exchange-misconfigured",
                                7000222),
                        row(
                                "unknown resource",
                                error(400, "invalid_resource", 500011, null),
                                500,
                                "exchange-misconfigured",
                                500011),
                        row(
                                "unknown client",
                                error(400, "unauthorized_client", 700016, null),
                                500,
                                "exchange-misconfigured",
                                700016),
                        row(
                                "claims as an object",
                                Answer.json(
                                        400,
                                        "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS50076: x\",\"claims\":{\"a\":1}}"),
                                401,
                                "challenge",
                                50076),
                        row(
                                "error_codes null",
                                Answer.json(
                                        400,
                                        "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS65001: x\",\"error_codes\":null}"),
                                401,
                                "consent-required",
                                65001),
                        row("HTML 400", new Answer(400, Map.of(), "<html>Bad</html>"), 403, "exchange-refused", null),
                        row(
                                "HTML 502",
                                new Answer(502, Map.of("Content-Type", "text/html"), "<html>Bad gateway</html>"),
                                503,
                                "exchange-unavailable",
                                null),
                        row(
                                "text 429",
                                new Answer(429, Map.of("Retry-After", "17"), "Too Many Requests"),
                                503,
                                "exchange-unavailable",
                                null),
                        row(
                                "JSON 429",
                                error(429, "temporarily_unavailable", 90055, null),
                                503,
                                "exchange-unavailable",
                                0),
                        row("empty 500", new Answer(500, Map.of(), ""), 503, "exchange-unavailable", null),
                        row(
                                "empty 503",
                                new Answer(503, Map.of("Retry-After", "3"), ""),
                                503,
                                "exchange-unavailable",
                                null),
                        row("JSON 500", error(500, "server_error", 90033, null), 503, "exchange-unavailable", null))
                .stream()
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> answers(row)))
                .toList();
    }

    @Test
    void a_wish_for_more_becomes_a_claims_challenge_for_a_client_that_handles_them() {
        authority.answerTokenRequests(request -> Answer.json(
                400,
                "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS50076: MFA. Trace ID: x\",\"error_codes\":[50076],"
                        + "\"suberror\":\"basic_action\",\"claims\":\"" + CLAIMS.replace("\"", "\\\"") + "\"}"));
        Response answer = me(
                authority.token(authority.claims(UUID.randomUUID().toString()).with("xms_cc", List.of("cp1"))));
        answer.then()
                .statusCode(401)
                .body("type", equalTo("https://onbehalf.dev/problems/challenge"))
                .body("aadsts", equalTo(50076));
        assertThat(answer.header("WWW-Authenticate"))
                .contains("error=\"insufficient_claims\"")
                .contains("authorization_uri=\"" + authority.url())
                .contains("claims=\"" + Base64.getEncoder().encodeToString(CLAIMS.getBytes(StandardCharsets.UTF_8))
                        + "\"");
    }

    @Test
    void the_time_to_wait_is_passed_on() {
        authority.answerTokenRequests(request -> new Answer(429, Map.of("Retry-After", "17"), "Too Many Requests"));
        me().then().statusCode(503).header("Retry-After", "17");
    }

    @Test
    void a_closed_connection_is_a_503() {
        authority.answerTokenRequests(request -> null);
        me().then().statusCode(503).body("type", equalTo("https://onbehalf.dev/problems/exchange-unavailable"));
    }

    @Test
    void silence_is_a_503_after_the_timeout() {
        CountDownLatch answered = new CountDownLatch(1);
        authority.answerTokenRequests(request -> {
            answered.await();
            return TestingAuthority.granted("too-late");
        });
        try {
            me().then().statusCode(503).header("Retry-After", "5");
        } finally {
            answered.countDown();
        }
    }

    @Test
    void a_body_that_only_trickles_is_a_503_after_the_timeout() {
        CountDownLatch answered = new CountDownLatch(1);
        authority.answerTokenRequests(
                request -> TestingAuthority.granted("trickling").trickling(answered));
        try {
            me().then().statusCode(503).body("type", equalTo("https://onbehalf.dev/problems/exchange-unavailable"));
        } finally {
            answered.countDown();
        }
    }

    @Test
    void a_connection_that_was_closed_meanwhile_is_opened_again() {
        AtomicInteger asked = new AtomicInteger();
        authority.answerTokenRequests(
                request -> asked.incrementAndGet() == 1 ? null : TestingAuthority.granted("second-try"));
        me().then().statusCode(200);
        assertThat(asked).hasValueGreaterThanOrEqualTo(2);
    }

    @Test
    void an_answer_without_end_is_given_up() {
        authority.answerTokenRequests(request -> TestingAuthority.granted("x".repeat(1_000_000)));
        me().then().statusCode(503).body("type", equalTo("https://onbehalf.dev/problems/exchange-unavailable"));
    }

    @Test
    void the_tenant_is_told_which_trace_it_is_part_of() {
        String token = authority.token(authority.claims(UUID.randomUUID().toString()));
        given().header("Authorization", "Bearer " + token)
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .get("/me")
                .then()
                .statusCode(200);
        assertThat(authority.asked("/oauth2/v2.0/token").stream()
                        .filter(asked -> asked.body().contains(token))
                        .map(asked -> asked.header("traceparent")))
                .allMatch(trace -> trace.startsWith("00-0af7651916cd43dd8448eb211c80319c-"))
                .noneMatch(trace -> trace.contains("b7ad6b7169203331"))
                .isNotEmpty();
    }

    @Test
    void the_next_request_asks_again() {
        String token = authority.token(authority.claims(UUID.randomUUID().toString()));
        authority.answerTokenRequests(request -> new Answer(500, Map.of(), ""));
        me(token).then().statusCode(503);
        authority.answerTokenRequests(request -> TestingAuthority.granted("exchanged"));
        me(token).then().statusCode(200);
    }

    private void answers(Row row) {
        authority.answerTokenRequests(request -> row.answer());
        Response answer = me();
        answer.then()
                .statusCode(row.status())
                .contentType("application/problem+json")
                .body("type", equalTo("https://onbehalf.dev/problems/" + row.slug()));
        if (row.status() != 503) {
            assertThat(answer.<Integer>path("aadsts")).isEqualTo(row.aadsts());
        }
        assertThat(answer.asString()).doesNotContain("Exception", "html", "msal");
    }

    private static Row row(String name, Answer answer, int status, String slug, Integer aadsts) {
        return new Row(name, answer, status, slug, aadsts);
    }

    private static Answer error(int status, String error, int number, String suberror) {
        return Answer.json(
                status,
                "{\"error\":\"%s\",\"error_description\":\"AADSTS%d: Text. Trace ID: a Correlation ID: b Timestamp: c\",\"error_codes\":[%d],\"timestamp\":\"2026-11-01 00:00:00Z\",\"trace_id\":\"a\",\"correlation_id\":\"b\"%s}"
                        .formatted(
                                error, number, number, suberror == null ? "" : ",\"suberror\":\"" + suberror + "\""));
    }

    private Response me() {
        return me(authority.token(authority.claims(UUID.randomUUID().toString())));
    }

    private static Response me(String token) {
        return given().header("Authorization", "Bearer " + token).get("/me");
    }
}
