package dev.onbehalf.tenant.policy;

import static dev.onbehalf.tenant.Seeded.API_URI;
import static dev.onbehalf.tenant.Seeded.MAX;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.TestingBrowser.usual;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.Seeded;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.http.Json;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Stepping up")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class SteppingUpTest {
    private static final String C1 = "{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}";

    @Test
    void is_demanded_at_the_exchange_when_a_policy_protects_Graph(TestingBrowser browser) {
        Answer refused = browser.onBehalfOf(browser.tokens(MAX).member("access_token"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.member("error")).isEqualTo("invalid_grant");
        assertThat(refused.aadsts()).isEqualTo(50076);
        assertThat(refused.member("suberror")).isEqualTo("basic_action");
        assertThat(refused.json().get("claims").isTextual()).isTrue();
        JsonNode claims = Json.object(refused.member("claims")).orElseThrow();
        assertThat(claims.at("/access_token/capolids/essential").asBoolean()).isTrue();
        assertThat(claims.at("/access_token/capolids/values/0").asText()).matches("[0-9a-f-]{36}");
    }

    @Test
    void with_the_claims_of_the_refusal_makes_the_next_exchange_succeed(TestingBrowser browser) {
        String claims =
                browser.onBehalfOf(browser.tokens(MAX).member("access_token")).member("claims");

        Answer page = browser.authorize(usual("claims", claims));
        assertThat(page.text()).contains("id=\"second-factor\"", "id=\"verify\"", "id=\"displayed-code\"");
        Answer tokens =
                browser.redeem(browser.verify(page, "123456").redirected().get("code"));

        assertThat(tokens.claims("access_token").has("amr")).isFalse();
        Answer exchanged = browser.onBehalfOf(tokens.member("access_token"));
        assertThat(exchanged.status()).isEqualTo(200);
        assertThat(exchanged.claims("access_token").get("amr").toString()).isEqualTo("[\"pwd\",\"mfa\"]");
        assertThat(browser.graph("/me", exchanged.member("access_token")).status())
                .isEqualTo(200);
    }

    @Test
    void is_not_done_for_by_the_token_of_before(TestingBrowser browser) {
        String before = browser.tokens(MAX).member("access_token");
        Answer refused = browser.onBehalfOf(before);
        browser.verify(browser.authorize(usual("claims", refused.member("claims"))), "123456");

        assertThat(browser.onBehalfOf(before).aadsts()).isEqualTo(50076);
    }

    @Test
    void lasts_over_a_refresh(TestingBrowser browser) {
        String claims =
                browser.onBehalfOf(browser.tokens(MAX).member("access_token")).member("claims");
        Answer page = browser.authorize(usual("claims", claims));
        String refresh = browser.redeem(
                        browser.verify(page, "123456").redirected().get("code"))
                .member("refresh_token");

        Answer refreshed = browser.refresh(refresh);

        assertThat(browser.onBehalfOf(refreshed.member("access_token")).status())
                .isEqualTo(200);
    }

    @Test
    void is_asked_for_once_in_a_session(TestingBrowser browser) {
        String claims =
                browser.onBehalfOf(browser.tokens(MAX).member("access_token")).member("claims");
        browser.verify(browser.authorize(usual("claims", claims)), "123456");

        assertThat(browser.authorize(usual("claims", claims)).location()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"000000", "12345", "1234567", "abcdef", "１２３４５６"})
    void needs_six_digits_that_are_not_all_zero(String code, TestingBrowser browser) {
        browser.signIn(TARO, usual());
        Answer page = browser.authorize(usual("claims", C1));

        Answer again = browser.verify(page, code);

        assertThat(again.location()).isNull();
        assertThat(again.text()).contains("id=\"error-message\"", "id=\"verify\"");
        assertThat(browser.verify(again, "654321").redirected()).containsKey("code");
    }

    @Test
    void shows_the_code_on_the_page_in_the_readers_language(TestingBrowser browser) {
        browser.signIn(TARO, usual());
        Answer page = browser.get(
                "/" + Seeded.CONTOSO + "/oauth2/v2.0/authorize?"
                        + dev.onbehalf.tenant.http.Form.encode(usual("claims", C1)),
                "Accept-Language",
                "ja");

        assertThat(page.text()).contains("本人確認").containsPattern("id=\"displayed-code\">\\d{6}<");
    }

    @Test
    void starts_again_when_the_session_ended_meanwhile(Entra entra, TestingBrowser browser) {
        browser.signIn(TARO, usual());
        Answer page = browser.authorize(usual("claims", C1));
        browser.cookies().clear();

        assertThat(browser.verify(page, "123456").text()).contains("id=\"sign-in\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"second-factor", "consent"})
    void cannot_be_sent_with_a_request_that_was_changed(String page, TestingBrowser browser) {
        Answer answer = browser.post("/" + Seeded.CONTOSO + "/" + page, Map.of("request", "AAAA", "otp", "123456"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.aadsts()).isEqualTo(9002313);
        assertThat(answer.location()).isNull();
    }

    @Test
    void cannot_be_sent_without_having_signed_in(TestingBrowser browser) {
        Answer signInPage = browser.authorize(usual("claims", C1));

        assertThat(browser.verify(signInPage, "123456").text()).contains("id=\"sign-in\"");
    }

    @Test
    void to_an_authentication_context_puts_it_into_tokens_and_over_the_exchange(TestingBrowser browser) {
        browser.signIn(TARO, usual());

        Answer page = browser.authorize(usual("claims", C1));
        Answer tokens =
                browser.redeem(browser.verify(page, "123456").redirected().get("code"));

        assertThat(tokens.claims("access_token").get("acrs").toString()).isEqualTo("[\"c1\"]");
        Answer exchanged = browser.onBehalfOf(tokens.member("access_token"));
        assertThat(exchanged.claims("access_token").get("acrs").toString()).isEqualTo("[\"c1\"]");
    }

    @Test
    void to_a_second_context_needs_no_second_code(TestingBrowser browser) {
        browser.signIn(TARO, usual());
        browser.verify(browser.authorize(usual("claims", C1)), "123456");

        Answer answer = browser.authorize(usual("claims", C1.replace("c1", "c2")));

        Answer tokens = browser.redeem(answer.redirected().get("code"));
        assertThat(tokens.claims("access_token").get("acrs").toString()).isIn("[\"c1\",\"c2\"]", "[\"c2\",\"c1\"]");
    }

    @Test
    void is_demanded_by_a_challenge_that_the_client_passes_on(TestingBrowser browser) {
        Answer refused = browser.onBehalfOf(browser.tokens(TARO).member("access_token"), "claims", C1);

        assertThat(refused.aadsts()).isEqualTo(50076);
        assertThat(refused.member("claims")).isEqualTo(C1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"mfa, 50076", "mfa-enrolment, 50079", "strong-authentication, 50074", "acrs:c7, 50076"})
    void is_refused_to_silent_requests_with_the_challenge(
            String require, int aadsts, Entra entra, TestingBrowser browser) {
        browser.signIn(TARO, usual());
        entra.policies().require(TARO, API_URI, require).orElseThrow();

        Map<String, String> silent = browser.authorize(usual("prompt", "none")).redirected();

        assertThat(silent).containsEntry("error", "interaction_required").containsKey("claims");
        assertThat(silent.get("error_description")).startsWith("AADSTS" + aadsts);
        Answer page = browser.authorize(usual());
        assertThat(browser.verify(page, "123456").redirected()).containsKey("code");
        assertThat(browser.authorize(usual("prompt", "none")).redirected()).containsKey("code");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"block, 53003", "compliant-device, 53000", "joined-device, 53001", "assignment, 50105"})
    void does_not_help_where_nothing_does(String require, int aadsts, Entra entra, TestingBrowser browser) {
        browser.signIn(TARO, usual());
        entra.policies().require("*", "*", require).orElseThrow();

        Answer page = browser.authorize(usual());
        Map<String, String> silent = browser.authorize(usual("prompt", "none")).redirected();

        assertThat(page.location()).isNull();
        assertThat(page.aadsts()).isEqualTo(aadsts);
        assertThat(silent).containsEntry("error", "interaction_required");
        assertThat(silent.get("error_description")).startsWith("AADSTS" + aadsts);
    }

    @Test
    void is_a_new_password_when_the_sign_in_was_too_long_ago(Entra entra, TestingBrowser browser) {
        entra.policies().require(TARO, API_URI, "sign-in-frequency:PT1H").orElseThrow();
        String refresh = browser.tokens(TARO).member("refresh_token");
        entra.clock().moveTo(Duration.ofMinutes(61));

        assertThat(browser.refresh(refresh).aadsts()).isEqualTo(70043);
        Answer page = browser.authorize(usual());
        assertThat(page.text()).contains("id=\"sign-in\"", TARO);
        assertThat(browser.enter(page, TARO, Seeded.PASSWORD).redirected()).containsKey("code");
    }

    @Test
    void is_never_asked_of_somebody_who_only_signs_in(Entra entra, TestingBrowser browser) {
        entra.policies().require("*", "graph", "block").orElseThrow();

        assertThat(browser.signIn(TARO, usual("scope", "openid profile")).redirected())
                .containsKey("code");
    }
}
