package dev.onbehalf.orders.onbehalfof;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.onbehalf.orders.tenant.ConfiguredTenant;
import dev.onbehalf.orders.tenant.TestingAuthority;
import dev.onbehalf.orders.tenant.TestingAuthority.Answer;
import dev.onbehalf.orders.tenant.TestingAuthority.Asked;
import dev.onbehalf.orders.tenant.TestingAuthority.Responder;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** {@link Third} is one interface; whatever is told here it gets by its annotation alone. */
@QuarkusTest
@TestProfile(ConfiguredTenant.class)
@DisplayName("A third API, added by one interface")
@DisplayNameGeneration(ReplaceUnderscores.class)
class AThirdApiTest {

    private static final String THING = "/third/thing";
    private static final String CLAIMS = "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1700000000\"}}}";

    TestingAuthority authority;

    private String token;

    @BeforeEach
    void another_user() {
        token = authority.token(authority.claims(UUID.randomUUID().toString()));
        authority.answerTokenRequests(request -> TestingAuthority.granted("exchanged-" + UUID.randomUUID()));
        authority.answer(THING, request -> text(200, "a thing"));
    }

    @Test
    void is_called_with_a_token_of_the_user_for_that_API() {
        authority.answerTokenRequests(request -> TestingAuthority.granted("for-the-third"));
        caller().get("/third").then().statusCode(200).body(equalTo("a thing"));
        assertThat(calls("for-the-third")).hasSize(1);
        assertThat(exchanges()).hasSize(1);
        assertThat(exchanges().getFirst().body()).contains("https%3A%2F%2Fthird.example%2FThings.Read");
    }

    @Test
    void is_asked_again_after_the_time_it_wants() {
        answers(throttled("1"), text(200, "a thing"));
        long began = System.nanoTime();
        caller().get("/third").then().statusCode(200).body(equalTo("a thing"));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(950));
    }

    @Test
    void is_sent_the_same_body_again() {
        answers(throttled("0"), text(200, "made"));
        caller().body("one thing").post("/third").then().statusCode(200).body(equalTo("made"));
        List<Asked> posts = authority.asked(THING).stream()
                .filter(asked -> asked.method().equals("POST") && asked.body().equals("one thing"))
                .toList();
        assertThat(posts.subList(posts.size() - 2, posts.size()))
                .extracting(asked -> asked.header("Authorization"))
                .containsOnly(posts.getLast().header("Authorization"));
    }

    @Test
    void is_not_waited_for_longer_than_the_request_may_take() {
        authority.answer(THING, request -> throttled("1"));
        long began = System.nanoTime();
        Response answer = caller().get("/third");
        // The budget of the tests is 3 s.
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(1_500), Duration.ofMillis(4_000));
        assertThat(problemOf(answer)).isEqualTo("503 downstream-throttled");
        answer.then().header("Retry-After", "1");
        assertThat(answer.<String>path("detail")).contains("https://third.example");
    }

    @Test
    void may_name_the_time_to_wait_as_a_date() {
        String inAMinute = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(1));
        authority.answer(THING, request -> throttled(inAMinute));
        Response answer = caller().get("/third");
        assertThat(problemOf(answer)).isEqualTo("503 downstream-throttled");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(50, 60);
    }

    @Test
    void gets_a_fresh_token_when_it_does_not_accept_the_held_one() {
        caller().get("/third").then().statusCode(200);
        answers(text(401, ""), text(200, "a thing"));
        caller().get("/third").then().statusCode(200).body(equalTo("a thing"));
        assertThat(exchanges()).hasSize(2);
        List<String> sent = authority.asked(THING).stream()
                .map(asked -> asked.header("Authorization"))
                .toList();
        assertThat(sent.getLast()).isNotEqualTo(sent.get(sent.size() - 2));
    }

    @Test
    void is_not_asked_for_ever_when_it_accepts_no_token_at_all() {
        authority.answer(THING, request -> text(401, ""));
        Response answer = caller().get("/third");
        assertThat(problemOf(answer)).isEqualTo("502 downstream-refused-token");
        assertThat(answer.<String>path("detail"))
                .isEqualTo("https://third.example accepted neither the exchanged token nor a fresh one.");
        assertThat(exchanges()).hasSize(2);
    }

    @Test
    void may_want_the_user_to_sign_in_again() {
        caller().get("/third").then().statusCode(200);
        String encoded = Base64.getEncoder().encodeToString(CLAIMS.getBytes(StandardCharsets.UTF_8));
        answers(
                new Answer(
                        401,
                        Map.of(
                                "WWW-Authenticate",
                                "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\","
                                        + " client_id=\"third\", error=\"insufficient_claims\", claims=\"" + encoded
                                        + "\""),
                        ""),
                text(200, "a thing"));
        Response answer = caller().get("/third");
        assertThat(problemOf(answer)).isEqualTo("401 challenge");
        assertThat(answer.header("WWW-Authenticate"))
                .contains("error=\"insufficient_claims\"", "claims=\"" + encoded + "\"", authority.url());
        assertThat(exchanges()).hasSize(1);
        // The token that was not enough is not used again.
        caller().get("/third").then().statusCode(200);
        assertThat(exchanges()).hasSize(2);
    }

    @Test
    void cannot_make_us_pass_on_nonsense_as_claims() {
        for (String claims : List.of("e30-", "bm90IGpzb24=", "W10=", "")) {
            authority.answer(
                    THING,
                    request -> new Answer(
                            401,
                            Map.of(
                                    "WWW-Authenticate",
                                    "Bearer error=\"insufficient_claims\", claims=\"" + claims + "\""),
                            ""));
            assertThat(problemOf(caller().get("/third"))).isEqualTo("502 downstream-refused-token");
        }
    }

    @Test
    void is_named_in_each_problem() {
        Map.of(
                        403, "403 downstream-forbidden",
                        500, "502 downstream-failed",
                        503, "503 downstream-unavailable",
                        504, "504 downstream-timeout")
                .forEach((status, expected) -> {
                    authority.answer(THING, request -> text(status, "<html>Secret</html>"));
                    Response answer = caller().get("/third");
                    assertThat(problemOf(answer)).isEqualTo(expected);
                    assertThat(answer.asString()).contains("third.example").doesNotContain("Secret");
                });
    }

    private void answers(Answer... each) {
        Queue<Answer> left = new ArrayDeque<>(List.of(each));
        Responder responder = request -> left.size() > 1 ? left.remove() : left.element();
        authority.answer(THING, responder);
    }

    private static Answer throttled(String retryAfter) {
        return new Answer(429, Map.of("Retry-After", retryAfter), "Too Many Requests");
    }

    private static Answer text(int status, String body) {
        return new Answer(status, Map.of("Content-Type", "text/plain"), body);
    }

    private static String problemOf(Response answer) {
        return answer.statusCode() + " " + answer.<String>path("type").replaceAll(".*/", "");
    }

    private List<Asked> calls(String exchanged) {
        return authority.asked(THING).stream()
                .filter(asked -> asked.header("Authorization").equals("Bearer " + exchanged))
                .toList();
    }

    private List<Asked> exchanges() {
        return authority.asked("/oauth2/v2.0/token").stream()
                .filter(asked -> asked.body().contains(token))
                .toList();
    }

    private RequestSpecification caller() {
        return given().header("Authorization", "Bearer " + token).contentType("text/plain");
    }
}
