package dev.onbehalf.tenant.authorize;

import static dev.onbehalf.tenant.Seeded.ADA;
import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.FABRIKAM;
import static dev.onbehalf.tenant.Seeded.HANA;
import static dev.onbehalf.tenant.Seeded.MAX;
import static dev.onbehalf.tenant.Seeded.NORA;
import static dev.onbehalf.tenant.Seeded.PASSWORD;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.TestingBrowser.usual;
import static dev.onbehalf.tenant.TestingSpa.received;
import static dev.onbehalf.tenant.TestingSpa.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingSpa.Received;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.http.Form;
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

@DisplayName("Silent requests (prompt=none)")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class SilentRequestsTest {
    private static final String STATE = "eyJpZCI6IjEifQ==|/where?I=was#now";

    @ParameterizedTest
    @ValueSource(strings = {"code", "id_token", "id_token token", "code id_token"})
    void are_answered_without_a_page_while_somebody_is_signed_in(String type, TestingBrowser browser) {
        browser.signIn(TARO, request());

        Answer answer = silently(browser, "response_type", type);

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.response().body()).isEmpty();
        assertThat(answer.header("X-Frame-Options")).isNull();
        assertThat(answer.header("Content-Security-Policy")).isNull();
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.redirected()).containsEntry("state", STATE).doesNotContainKey("error");
    }

    @Test
    void renew_the_tokens_of_the_same_session(TestingBrowser browser) {
        String before = received(browser.signIn(TARO, request("response_type", "id_token")))
                .get("id_token");

        String after = received(silently(browser, "response_type", "id_token", "nonce", "another"))
                .get("id_token");

        assertThat(Answer.claimsOf(after).get("sid"))
                .isEqualTo(Answer.claimsOf(before).get("sid"));
        assertThat(Answer.claimsOf(after).get("nonce").asText()).isEqualTo("another");
    }

    @Test
    void of_nobody_are_refused(TestingBrowser browser) {
        isRefused(silently(browser), "login_required", 50058);
    }

    @Test
    void after_a_day_are_refused(Entra entra, TestingBrowser browser) {
        browser.signIn(TARO, request());
        entra.clock().moveTo(Duration.ofHours(25));

        isRefused(silently(browser), "login_required", 50058);
    }

    @Test
    void of_two_who_are_signed_in_are_refused(TestingBrowser browser) {
        browser.signIn(TARO, request());
        browser.signIn(HANA, request("prompt", "login"));

        isRefused(silently(browser), "interaction_required", 16000);
    }

    @ParameterizedTest
    @CsvSource({"login_hint, taro@contoso.test", "login_hint, TARO@Contoso.test"})
    void of_one_of_two_need_a_hint(String name, String value, TestingBrowser browser) {
        browser.signIn(TARO, request());
        browser.signIn(HANA, request("prompt", "login"));

        String idToken = received(silently(browser, "response_type", "id_token", name, value))
                .get("id_token");

        assertThat(Answer.claimsOf(idToken).get("preferred_username").asText()).isEqualTo(TARO);
    }

    @Test
    void understand_the_session_id_and_the_login_hint_claim(TestingBrowser browser) {
        var taro = Answer.claimsOf(received(browser.signIn(TARO, request("response_type", "id_token")))
                .get("id_token"));
        browser.signIn(HANA, request("prompt", "login"));

        for (var hint : Map.of(
                        "sid",
                        taro.get("sid").asText(),
                        "login_hint",
                        taro.get("login_hint").asText())
                .entrySet()) {
            String idToken = received(silently(browser, "response_type", "id_token", hint.getKey(), hint.getValue()))
                    .get("id_token");
            assertThat(Answer.claimsOf(idToken).get("oid")).isEqualTo(taro.get("oid"));
        }
    }

    @ParameterizedTest
    @CsvSource({"login_hint, hana@contoso.test", "login_hint, nobody@contoso.test", "sid, unknown", "login_hint, O.%%"})
    void for_somebody_who_is_not_signed_in_are_refused(String name, String value, TestingBrowser browser) {
        browser.signIn(TARO, request());

        isRefused(silently(browser, name, value), "login_required", 50058);
    }

    @Test
    void with_two_kinds_of_hint_are_refused(TestingBrowser browser) {
        browser.signIn(TARO, request());

        isRefused(silently(browser, "sid", "a", "login_hint", TARO), "invalid_request", 90005);
    }

    @Test
    void without_consent_are_refused(TestingBrowser browser) {
        browser.signIn(NORA, request());

        isRefused(silently(browser), "consent_required", 65001);
    }

    @Test
    void that_would_need_a_second_factor_are_refused_with_what_is_missing(TestingBrowser browser) {
        browser.enter(browser.authorize(request("scope", "openid")), MAX, PASSWORD);

        Answer answer = silently(browser);

        isRefused(answer, "interaction_required", 50076);
        assertThat(answer.redirected()).containsKey("claims").containsEntry("suberror", "basic_action");
        assertThat(silently(browser, "scope", "openid").redirected()).containsKey("code");
    }

    @Test
    void that_are_blocked_are_refused(Entra entra, TestingBrowser browser) {
        browser.signIn(TARO, request());
        entra.policies().require(TARO, "graph", "block");

        isRefused(silently(browser), "interaction_required", 53003);
    }

    @Test
    void with_a_claims_challenge_are_refused_until_it_is_met(TestingBrowser browser) {
        browser.signIn(TARO, request());
        String challenge = "{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}";

        Answer answer = silently(browser, "claims", challenge);

        isRefused(answer, "interaction_required", 50076);
        assertThat(answer.redirected().get("claims")).contains("acrs", "c1");
    }

    @Test
    void that_are_posted_by_a_form_are_refused_by_a_form(TestingBrowser browser) {
        Received received = received(silently(browser, "response_mode", "form_post", "response_type", "id_token"));

        assertThat(received.mode()).isEqualTo("form_post");
        assertThat(received.parameters())
                .containsEntry("error", "login_required")
                .containsEntry("state", STATE);
    }

    @Test
    void for_a_fresher_sign_in_are_refused(Entra entra, TestingBrowser browser) {
        browser.signIn(TARO, request());
        entra.clock().moveTo(Duration.ofMinutes(2));

        assertThat(silently(browser, "max_age", "150").redirected()).containsKey("code");
        isRefused(silently(browser, "max_age", "60"), "login_required", 50058);
        isRefused(silently(browser, "max_age", "0"), "login_required", 50058);
    }

    @Test
    void look_only_at_the_people_of_the_tenant(TestingBrowser browser) {
        browser.signIn(TARO, request());
        browser.enter(browser.authorize(FABRIKAM, request()), ADA, PASSWORD);

        assertThat(tenantOf(silentlyAt(browser, CONTOSO))).isEqualTo(CONTOSO);
        assertThat(tenantOf(silentlyAt(browser, FABRIKAM))).isEqualTo(FABRIKAM);
        isRefused(silentlyAt(browser, "common"), "interaction_required", 16000);
        isRefused(silentlyAt(browser, "organizations"), "interaction_required", 16000);
        isRefused(silentlyAt(browser, "consumers"), "login_required", 50058);
    }

    @ParameterizedTest
    @CsvSource({"contoso.test, " + CONTOSO, "fabrikam.test, " + FABRIKAM})
    void of_several_tenants_can_be_told_the_domain(String domain, String tenant, TestingBrowser browser) {
        browser.signIn(TARO, request());
        browser.enter(browser.authorize(FABRIKAM, request()), ADA, PASSWORD);

        assertThat(tenantOf(silentlyAt(browser, "common", "domain_hint", domain)))
                .isEqualTo(tenant);
    }

    @Test
    void by_a_form_that_posts_itself_may_run_in_a_frame(TestingBrowser browser) {
        browser.signIn(TARO, request());

        Answer page = silently(browser, "response_mode", "form_post");

        assertThat(page.header("X-Frame-Options")).isNull();
        assertThat(page.header("Content-Security-Policy"))
                .contains("script-src 'self'")
                .doesNotContain("frame-ancestors");
        assertThat(received(page).get("state")).isEqualTo(STATE);
    }

    @Test
    void that_are_posted_are_answered_too(TestingBrowser browser) {
        browser.signIn(TARO, usual());

        Answer answer = browser.post("/" + CONTOSO + "/oauth2/v2.0/authorize", usual("prompt", "none"));

        assertThat(answer.redirected()).containsKey("code");
    }

    @Test
    void may_be_split_between_form_and_address(TestingBrowser browser) {
        browser.signIn(TARO, usual());

        Answer answer = browser.post(
                "/" + CONTOSO + "/oauth2/v2.0/authorize?prompt=none&state=of-the-address&client-request-id=1",
                usual("state", "of-the-form"));

        assertThat(answer.redirected()).containsKey("code").containsEntry("state", "of-the-form");
    }

    private static Answer silently(TestingBrowser browser, String... changes) {
        return silentlyAt(browser, CONTOSO, changes);
    }

    private static Answer silentlyAt(TestingBrowser browser, String tenant, String... changes) {
        var parameters = request("prompt", "none", "state", STATE);
        return browser.get(
                "/" + tenant + "/oauth2/v2.0/authorize?" + Form.encode(TestingBrowser.changed(parameters, changes)));
    }

    private static void isRefused(Answer answer, String error, int aadsts) {
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("X-Frame-Options")).isNull();
        assertThat(answer.redirected())
                .containsEntry("error", error)
                .containsEntry("state", STATE)
                .doesNotContainKeys("code", "id_token", "access_token");
        assertThat(answer.aadstsInRedirect()).isEqualTo(aadsts);
    }

    private static String tenantOf(Answer answer) {
        String info = answer.redirected().get("client_info");
        return Form.parse("x=" + new String(java.util.Base64.getUrlDecoder().decode(info)))
                .value("x")
                .orElseThrow()
                .replaceAll(".*\"utid\":\"([^\"]+)\".*", "$1");
    }
}
