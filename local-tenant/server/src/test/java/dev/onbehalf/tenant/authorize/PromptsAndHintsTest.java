package dev.onbehalf.tenant.authorize;

import static dev.onbehalf.tenant.Seeded.ADA;
import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.HANA;
import static dev.onbehalf.tenant.Seeded.PASSWORD;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.Seeded.TARO_OID;
import static dev.onbehalf.tenant.TestingSpa.CALLBACK;
import static dev.onbehalf.tenant.TestingSpa.received;
import static dev.onbehalf.tenant.TestingSpa.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingSpa.Received;
import dev.onbehalf.tenant.TestingTenant;
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

@DisplayName("Prompts and hints")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class PromptsAndHintsTest {

    @Test
    void login_asks_for_the_password_again_and_renews_auth_time(Entra entra, TestingBrowser browser) {
        JsonNode before = idToken(browser.signIn(TARO, idTokenRequest("max_age", "9999")));
        entra.clock().moveTo(Duration.ofMinutes(10));

        Answer page = browser.authorize(idTokenRequest("max_age", "9999", "prompt", "login"));
        isPasswordForm(page, "");
        JsonNode after = idToken(browser.enter(page, TARO, PASSWORD));

        assertThat(after.get("auth_time").asLong())
                .isGreaterThan(before.get("auth_time").asLong() + 590);
        assertThat(after.get("sid")).isEqualTo(before.get("sid"));
    }

    @Test
    void login_cannot_be_got_round_by_picking_an_account(TestingBrowser browser) {
        browser.signIn(TARO, request());
        Answer page = browser.authorize(request("prompt", "login"));

        isPasswordForm(pick(browser, page, TARO_OID), "");
    }

    @Test
    void login_and_select_account_may_come_together(TestingBrowser browser) {
        browser.signIn(TARO, request());

        isPasswordForm(browser.authorize(request("prompt", "login select_account")), "");
    }

    @Test
    void consent_shows_what_was_granted_already_and_then_answers_as_it_was_asked(TestingBrowser browser) {
        browser.signIn(TARO, request());

        Answer page = browser.authorize(idTokenRequest("prompt", "consent"));
        assertThat(page.text()).contains("id=\"consent-accept\"", "data-scope=\"User.Read\"");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");

        Answer answer = consent(browser, page, "accept");
        assertThat(answer.location()).startsWith(CALLBACK + "#");
        assertThat(idToken(answer).get("oid").asText()).isEqualTo(TARO_OID);
    }

    @Test
    void consent_may_follow_after_a_password_or_a_choice(TestingBrowser browser) {
        Answer afterPassword = browser.signIn(TARO, request("prompt", "login consent"));
        assertThat(afterPassword.text()).contains("id=\"consent-accept\"");

        Answer picker = browser.authorize(request("prompt", "select_account consent"));
        assertThat(pick(browser, picker, TARO_OID).text()).contains("id=\"consent-accept\"");
    }

    @Test
    void consent_may_be_declined(TestingBrowser browser) {
        browser.signIn(TARO, request());
        Answer page = browser.authorize(idTokenRequest("prompt", "consent"));

        Answer answer = consent(browser, page, "cancel");

        assertThat(answer.location()).startsWith(CALLBACK + "#error=access_denied&");
        assertThat(answer.aadstsInRedirect()).isEqualTo(65004);
        assertThat(answer.redirected()).containsEntry("error_subcode", "cancel").containsEntry("state", "a-state");
    }

    private static Answer consent(TestingBrowser browser, Answer page, String decision) {
        return browser.post("/" + CONTOSO + "/consent", Map.of("request", page.hidden("request"), "consent", decision));
    }

    @Test
    void select_account_shows_everybody_who_is_signed_in_and_a_way_out(TestingBrowser browser) {
        browser.signIn(TARO, request());
        browser.signIn(HANA, request("prompt", "login"));

        Answer page = browser.authorize(request("prompt", "select_account", "login_hint", TARO));

        assertThat(page.text())
                .contains("data-account=\"" + TARO + "\"", "data-account=\"" + HANA + "\"")
                .contains("id=\"use-another-account\"");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
    }

    @Test
    void select_account_of_nobody_asks_for_a_password(TestingBrowser browser) {
        isPasswordForm(browser.authorize(request("prompt", "select_account")), "");
    }

    @Test
    void select_account_asks_for_the_password_of_one_who_signed_in_too_long_ago(Entra entra, TestingBrowser browser) {
        browser.signIn(TARO, request());
        entra.clock().moveTo(Duration.ofMinutes(10));
        Answer picker = browser.authorize(request("prompt", "select_account", "max_age", "60"));

        Answer page = pick(browser, picker, TARO_OID);

        isPasswordForm(page, "");
        assertThat(received(browser.enter(page, TARO, PASSWORD)).parameters()).containsKey("code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"please", "none login", "none select_account", "none consent", "LOGIN", "login please"})
    void that_make_no_sense_are_refused(String prompt, TestingBrowser browser) {
        Answer answer = browser.authorize(request("prompt", prompt));

        assertThat(answer.redirected())
                .containsEntry("error", "invalid_request")
                .containsEntry("state", "a-state");
        assertThat(answer.aadstsInRedirect()).isEqualTo(90023);
    }

    @ParameterizedTest(name = "after {0}")
    @ValueSource(strings = {"login", "select_account"})
    void can_be_answered_by_going_back_to_the_application(String prompt, TestingBrowser browser) {
        browser.signIn(TARO, request());
        Answer page = browser.authorize(request("prompt", prompt));

        Answer answer = browser.post(
                "/" + CONTOSO + "/login", Map.of("request", page.hidden("request"), "cancel", "1", "username", ""));

        assertThat(answer.location()).startsWith(CALLBACK + "?error=access_denied&");
        assertThat(answer.redirected()).containsEntry("error_subcode", "cancel").containsEntry("state", "a-state");
        assertThat(answer.aadstsInRedirect()).isEqualTo(65004);
        assertThat(browser.authorize(request("prompt", "none")).redirected()).containsKey("code");
    }

    @Test
    void fill_in_the_name_of_the_one_who_is_expected(TestingBrowser browser) {
        isPasswordForm(browser.authorize(request("login_hint", HANA)), HANA);
        isPasswordForm(browser.authorize(request("login_hint", "somebody@else.test")), "somebody@else.test");
        isPasswordForm(browser.authorize(request("login_hint", "<b>\"x\"</b>")), "&lt;b&gt;&quot;x&quot;&lt;/b&gt;");
    }

    @Test
    void by_the_login_hint_claim_fill_in_the_name_behind_it(TestingBrowser browser) {
        String claim = idToken(browser.signIn(TARO, idTokenRequest()))
                .get("login_hint")
                .asText();

        isPasswordForm(browser.authorize(request("login_hint", claim, "prompt", "login")), TARO);
    }

    @Test
    void name_an_account_that_is_only_a_proposal(TestingBrowser browser) {
        Answer page = browser.authorize(idTokenRequest("login_hint", HANA));

        assertThat(idToken(browser.enter(page, TARO, PASSWORD)).get("oid").asText())
                .isEqualTo(TARO_OID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"organizations", "consumers", "contoso.test", "unknown.example"})
    void of_a_domain_change_nothing_for_the_people_of_it(String domain, TestingBrowser browser) {
        browser.signIn(TARO, request());

        assertThat(received(browser.authorize(request("domain_hint", domain))).parameters())
                .containsKey("code");
    }

    @Test
    void of_another_domain_ask_for_somebody_of_it(TestingBrowser browser) {
        browser.signIn(TARO, request());

        Answer page = browser.authorize("organizations", request("domain_hint", "fabrikam.test"));

        isPasswordForm(page, "");
        assertThat(received(browser.enter(page, ADA, PASSWORD)).parameters()).containsKey("code");
    }

    @ParameterizedTest
    @CsvSource({"0, true", "300, true", "400, false", "999999999, false"})
    void of_an_age_ask_again_when_it_has_passed(String maxAge, boolean asks, Entra entra, TestingBrowser browser) {
        browser.signIn(TARO, request());
        entra.clock().moveTo(Duration.ofMinutes(5));

        Answer answer = browser.authorize(request("max_age", maxAge));

        assertThat(answer.location() == null).isEqualTo(asks);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "1.5", "9999999999"})
    void of_an_age_that_is_none_are_refused(String maxAge, TestingBrowser browser) {
        assertThat(browser.authorize(request("max_age", maxAge)).aadstsInRedirect())
                .isEqualTo(90023);
    }

    @Test
    void by_session_choose_one_of_two(TestingBrowser browser) {
        String sid = idToken(browser.signIn(TARO, idTokenRequest())).get("sid").asText();
        browser.signIn(HANA, request("prompt", "login"));

        assertThat(idToken(browser.authorize(idTokenRequest("sid", sid)))
                        .get("oid")
                        .asText())
                .isEqualTo(TARO_OID);
    }

    private static Map<String, String> idTokenRequest(String... changes) {
        return TestingBrowser.changed(request("response_type", "id_token"), changes);
    }

    private static JsonNode idToken(Answer answer) {
        Received received = received(answer);
        assertThat(received.parameters()).containsKey("id_token");
        return Answer.claimsOf(received.get("id_token"));
    }

    private static void isPasswordForm(Answer page, String username) {
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("id=\"password\"").contains("value=\"" + username + "\"");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
    }

    private static Answer pick(TestingBrowser browser, Answer page, String account) {
        return browser.post("/" + CONTOSO + "/login", Map.of("request", page.hidden("request"), "account", account));
    }
}
