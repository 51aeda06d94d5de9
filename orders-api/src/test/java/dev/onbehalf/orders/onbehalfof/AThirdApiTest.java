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
import java.net.URLDecoder;
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
import java.util.stream.Stream;
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

    private static final String MFA =
            "{\"access_token\":{\"capolids\":{\"essential\":true,\"values\":[\"a-policy\"]}}}";

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
    void may_want_a_newer_token_which_the_tenant_is_asked_for_at_once() {
        the_caller_handles_challenges();
        caller().get("/third").then().statusCode(200);
        answers(wantsClaims(), text(200, "a thing"));
        caller().get("/third").then().statusCode(200).body(equalTo("a thing"));
        assertThat(exchanges()).hasSize(2);
        assertThat(claimsOf(exchanges().getLast()))
                .contains("\"nbf\":{", "\"value\":\"1700000000\"", "\"xms_cc\":{\"values\":[\"cp1\"]}");
        List<String> sent = authority.asked(THING).stream()
                .map(asked -> asked.header("Authorization"))
                .toList();
        assertThat(sent.getLast()).isNotEqualTo(sent.get(sent.size() - 2));
        // The token that was not enough is not used again, and one with claims serves one request only.
        caller().get("/third").then().statusCode(200);
        assertThat(exchanges()).hasSize(3);
    }

    @Test
    void may_want_what_only_the_user_can_give() {
        the_caller_handles_challenges();
        authority.answerTokenRequests(request -> claimsOf(request).contains("nbf")
                ? wantsSecondFactor()
                : TestingAuthority.granted("exchanged-" + UUID.randomUUID()));
        authority.answer(THING, request -> wantsClaims());
        Response answer = caller().get("/third");
        assertThat(problemOf(answer)).isEqualTo("401 challenge");
        assertThat(answer.<Integer>path("aadsts")).isEqualTo(50076);
        assertThat(answer.header("WWW-Authenticate"))
                .contains("error=\"insufficient_claims\"", "claims=\"" + encoded(MFA) + "\"", authority.url());
        assertThat(exchanges()).hasSize(2);
    }

    @Test
    void may_want_another_sign_in_when_this_one_was_revoked() {
        the_caller_handles_challenges();
        authority.answerTokenRequests(request -> claimsOf(request).contains("nbf")
                ? refused(50173)
                : TestingAuthority.granted("exchanged-" + UUID.randomUUID()));
        authority.answer(THING, request -> wantsClaims());
        Response answer = caller().get("/third");
        assertThat(problemOf(answer)).isEqualTo("401 challenge");
        assertThat(answer.header("WWW-Authenticate")).contains("claims=\"" + encoded(CLAIMS) + "\"");
    }

    @Test
    void is_asked_no_third_time_when_it_always_wants_more() {
        the_caller_handles_challenges();
        authority.answer(THING, request -> wantsClaims());
        int before = authority.asked(THING).size();
        Response answer = caller().get("/third");
        assertThat(problemOf(answer)).isEqualTo("401 challenge");
        assertThat(answer.header("WWW-Authenticate")).contains("claims=\"" + encoded(CLAIMS) + "\"");
        assertThat(authority.asked(THING)).hasSize(before + 2);
        assertThat(exchanges()).hasSize(2);
    }

    @Test
    void becomes_no_challenge_when_the_tenant_blocks_or_is_away() {
        the_caller_handles_challenges();
        authority.answer(THING, request -> wantsClaims());
        authority.answerTokenRequests(request -> claimsOf(request).contains("nbf")
                ? refused(53003)
                : TestingAuthority.granted("exchanged-" + UUID.randomUUID()));
        assertThat(problemOf(caller().get("/third"))).isEqualTo("403 exchange-refused");
        authority.answerTokenRequests(request -> claimsOf(request).contains("nbf")
                ? new Answer(503, Map.of(), "")
                : TestingAuthority.granted("exchanged-" + UUID.randomUUID()));
        assertThat(problemOf(caller().get("/third"))).isEqualTo("503 exchange-unavailable");
    }

    /** Whoever did not declare cp1 would try again and again: it is told that its token is not good enough. */
    @Test
    void does_not_challenge_a_caller_that_cannot_handle_it() {
        authority.answer(THING, request -> wantsClaims());
        Response answer = caller().get("/third");
        assertThat(problemOf(answer)).isEqualTo("401 challenge");
        assertThat(answer.header("WWW-Authenticate"))
                .contains("error=\"invalid_token\"")
                .doesNotContain("insufficient_claims", encoded(CLAIMS));
        assertThat(answer.<String>path("remedy")).contains("cp1", "xms_cc");
        assertThat(claimsOf(exchanges().getFirst())).doesNotContain("cp1");
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

    private void the_caller_handles_challenges() {
        token = authority.token(authority.claims(UUID.randomUUID().toString()).with("xms_cc", List.of("cp1")));
    }

    private static Answer wantsClaims() {
        return new Answer(
                401,
                Map.of(
                        "WWW-Authenticate",
                        "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\","
                                + " client_id=\"third\", error=\"insufficient_claims\", claims=\"" + encoded(CLAIMS)
                                + "\""),
                "");
    }

    private static Answer wantsSecondFactor() {
        return Answer.json(
                400,
                "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS50076: x\",\"error_codes\":[50076],"
                        + "\"suberror\":\"basic_action\",\"claims\":\"" + MFA.replace("\"", "\\\"") + "\"}");
    }

    private static Answer refused(int aadsts) {
        return Answer.json(
                400, "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS%d: x\"}".formatted(aadsts));
    }

    private static String encoded(String claims) {
        return Base64.getEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    }

    /** The claims parameter of a token request; empty when there is none. */
    private static String claimsOf(Asked request) {
        return Stream.of(request.body().split("&"))
                .filter(parameter -> parameter.startsWith("claims="))
                .map(parameter -> URLDecoder.decode(parameter.substring("claims=".length()), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
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
