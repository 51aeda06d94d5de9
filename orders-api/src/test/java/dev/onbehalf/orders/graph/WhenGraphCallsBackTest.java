package dev.onbehalf.orders.graph;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.onbehalf.orders.tenant.FrontDoor;
import dev.onbehalf.orders.tenant.LocalTenant;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Continuous access evaluation, with real tokens of the local tenant. */
@QuarkusTest
@DisplayName("When Graph no longer accepts what it accepted before")
@DisplayNameGeneration(ReplaceUnderscores.class)
class WhenGraphCallsBackTest {

    private static final String TARO = "taro@contoso.test";

    @AfterEach
    void nothing_is_revoked_any_more() {
        LocalTenant.reset();
    }

    @Test
    void a_newer_token_is_had_without_troubling_anybody() {
        FrontDoor taro = FrontDoor.of(TARO);
        String token = taro.token();
        me(token).then().statusCode(200);
        LocalTenant.revoke(TARO, "policy-changed");
        me(token).then().statusCode(200).body("mail", equalTo(TARO));
    }

    @Test
    void an_access_that_was_revoked_is_a_challenge_which_a_new_sign_in_satisfies() {
        FrontDoor taro = FrontDoor.of(TARO);
        String token = taro.token();
        me(token).then().statusCode(200);
        LocalTenant.revoke(TARO, "revoked");

        Response challenged = me(token);

        challenged.then().statusCode(401).body("type", equalTo("https://onbehalf.dev/problems/challenge"));
        assertThat(challenged.header("WWW-Authenticate")).contains("error=\"insufficient_claims\"");
        assertThat(claimsIn(challenged)).contains("\"nbf\":{\"essential\":true");
        String newer = taro.tokenAfter(challenged.header("WWW-Authenticate"));
        me(newer).then().statusCode(200).body("mail", equalTo(TARO));
    }

    @Test
    void a_client_that_handles_no_challenge_is_told_that_its_token_is_over() {
        String token = FrontDoor.ofOneThatHandlesNoChallenge(TARO).token();
        me(token).then().statusCode(200);
        LocalTenant.revoke(TARO, "policy-changed");
        me(token).then().statusCode(200);
        LocalTenant.revoke(TARO, "revoked");
        Response refused = me(token);
        refused.then().statusCode(401).body("type", equalTo("https://onbehalf.dev/problems/token-expired"));
        assertThat(refused.header("WWW-Authenticate"))
                .contains("error=\"invalid_token\"")
                .doesNotContain("claims=");
    }

    @Test
    void a_policy_before_Graph_is_satisfied_with_a_second_factor() {
        FrontDoor max = FrontDoor.of("max@contoso.test");
        Response challenged = me(max.token());
        challenged.then().statusCode(401).body("aadsts", equalTo(50076));
        assertThat(claimsIn(challenged)).contains("capolids");
        me(max.tokenAfter(challenged.header("WWW-Authenticate")))
                .then()
                .statusCode(200)
                .body("mail", equalTo("max@contoso.test"));
    }

    private static Response me(String token) {
        return given().header("Authorization", "Bearer " + token).get("/me");
    }

    private static String claimsIn(Response challenged) {
        Matcher claims = Pattern.compile("claims=\"([^\"]+)\"").matcher(challenged.header("WWW-Authenticate"));
        assertThat(claims.find()).isTrue();
        return new String(Base64.getDecoder().decode(claims.group(1)), StandardCharsets.UTF_8);
    }
}
