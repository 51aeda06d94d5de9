package dev.onbehalf.tenant.signout;

import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.FABRIKAM;
import static dev.onbehalf.tenant.Seeded.HANA;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.TestingBrowser.usual;
import static dev.onbehalf.tenant.TestingSpa.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.http.Form;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Signing out")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class SigningOutTest {

    @Test
    void ends_the_session_for_good_even_for_a_copied_cookie(TestingBrowser browser) {
        browser.tokens(TARO);
        var copied = new LinkedHashMap<>(browser.cookies());

        logout(browser, Map.of());

        assertThat(browser.cookies()).isEmpty();
        assertThat(logout(browser, Map.of()).header("Set-Cookie")).contains("=; ", "Max-Age=0");
        browser.cookies().putAll(copied);
        assertThat(browser.authorize(usual("prompt", "none")).aadstsInRedirect())
                .isEqualTo(50058);
    }

    @Test
    void tells_the_applications_in_hidden_frames_the_session_id_and_nothing_else(TestingBrowser browser) {
        String sid = browser.tokens(TARO).claims("id_token").get("sid").asText();

        Answer page = logout(browser, Map.of());

        assertThat(page.text()).contains("src=\"http://localhost:8080/front-channel-sign-out?sid=" + sid + "\"");
        assertThat(page.text()).doesNotContain("iss=");
        assertThat(page.header("Content-Security-Policy")).contains("frame-src http: https:");
    }

    @Test
    void tells_an_application_on_the_port_it_runs_on(TestingBrowser browser) {
        browser.signIn(TARO, usual("redirect_uri", "http://localhost:41234/signed-in"));

        assertThat(logout(browser, Map.of()).text())
                .contains("src=\"http://localhost:41234/front-channel-sign-out?sid=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080/", "http://localhost:41234/", "http://127.0.0.1:8080/signed-in"})
    void goes_on_to_a_registered_address(String address, TestingBrowser browser) {
        browser.tokens(TARO);

        assertThat(logout(browser, Map.of("post_logout_redirect_uri", address)).text())
                .contains("id=\"go-on\"")
                .contains("href=\"" + address + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.test/", "http://localhost:8080/elsewhere", "javascript:alert(1)"})
    void goes_nowhere_else(String address, TestingBrowser browser) {
        browser.tokens(TARO);

        Answer page = logout(browser, Map.of("post_logout_redirect_uri", address));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("id=\"signed-out\"").doesNotContain("go-on", address);
    }

    @Test
    void without_a_session_goes_on_at_once(TestingBrowser browser) {
        Answer answer = logout(browser, Map.of("post_logout_redirect_uri", "http://localhost:8080/", "state", "a b"));

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.location()).isEqualTo("http://localhost:8080/?state=a%20b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout_hint", "id_token_hint"})
    void of_one_leaves_the_other_signed_in(String hint, TestingBrowser browser) {
        browser.signIn(HANA, usual());
        String code =
                browser.signIn(TARO, usual("prompt", "login")).redirected().get("code");
        Answer tokens = browser.redeem(code);
        String value = hint.equals("logout_hint")
                ? tokens.claims("id_token").get("login_hint").asText()
                : tokens.member("id_token");

        logout(browser, Map.of(hint, value));

        assertThat(personLeft(browser)).isEqualTo(HANA);
    }

    @Test
    void of_one_of_two_asks_which_when_there_is_no_hint(TestingBrowser browser) {
        browser.signIn(HANA, usual());
        browser.signIn(TARO, usual("prompt", "login"));

        Answer picker = logout(
                browser,
                Map.of("post_logout_redirect_uri", "http://localhost:8080/", "state", "<a> b|c", "logout_hint", "?"));

        assertThat(picker.text())
                .contains("id=\"pick-sign-out\"", "data-account=\"" + TARO + "\"", "data-account=\"" + HANA + "\"");
        assertThat(picker.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(browser.authorize(usual("prompt", "none")).aadstsInRedirect())
                .isEqualTo(16000);

        Answer page = browser.post(
                picker.response().uri().getPath(),
                Map.of(
                        "logout_hint",
                        TARO,
                        "post_logout_redirect_uri",
                        picker.hidden("post_logout_redirect_uri"),
                        "state",
                        picker.hidden("state")));

        assertThat(page.text()).contains("href=\"http://localhost:8080/?state=%3Ca%3E%20b%7Cc\"");
        assertThat(page.text().split("<iframe")).hasSize(2);
        assertThat(personLeft(browser)).isEqualTo(HANA);
    }

    private static String personLeft(TestingBrowser browser) {
        String left = browser.authorize(usual("prompt", "none")).redirected().get("code");
        return browser.redeem(left).claims("id_token").get("preferred_username").asText();
    }

    @Test
    void is_heard_by_every_application_of_the_session(Entra entra) {
        var browser = new TestingBrowser(entra);
        browser.signIn(TARO, usual());
        browser.signIn(TARO, request());

        Answer page = logout(browser, Map.of("logout_hint", TARO));

        // The single-page app has no address to be told at.
        assertThat(page.text().split("<iframe")).hasSize(2);
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
    }

    @Test
    void is_heard_once_by_an_application_that_was_used_again_where_it_ran_last(TestingBrowser browser) {
        browser.signIn(TARO, usual("redirect_uri", "http://localhost:41234/signed-in"));
        browser.signIn(TARO, usual("redirect_uri", "http://localhost:45678/signed-in"));

        String page = logout(browser, Map.of()).text();
        assertThat(page.split("<iframe")).hasSize(2);
        assertThat(page).contains("src=\"http://localhost:45678/front-channel-sign-out?sid=");
    }

    @Test
    void twice_does_no_harm(TestingBrowser browser) {
        browser.signIn(TARO, usual());
        logout(browser, Map.of());

        assertThat(logout(browser, Map.of()).text())
                .contains("id=\"signed-out\"")
                .doesNotContain("<iframe");
    }

    @Test
    void by_the_id_token_of_nobody_who_is_here_ends_nothing(TestingBrowser browser, Entra entra) {
        String foreign = new TestingBrowser(entra).tokens(HANA).member("id_token");
        browser.signIn(TARO, usual());

        logout(browser, Map.of("id_token_hint", foreign));

        assertThat(personLeft(browser)).isEqualTo(TARO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"common", "organizations", "contoso.test", "FABRIKAM"})
    void works_at_every_name_of_the_tenant(String segment, TestingBrowser browser) {
        browser.signIn(TARO, usual());

        browser.get("/" + segment.replace("FABRIKAM", FABRIKAM) + "/oauth2/v2.0/logout");

        assertThat(browser.cookies()).isEmpty();
    }

    @Test
    void in_version_1_is_the_same(TestingBrowser browser) {
        browser.signIn(TARO, usual());

        assertThat(browser.get("/" + CONTOSO + "/oauth2/logout").text()).contains("front-channel-sign-out?sid=");
        assertThat(browser.cookies()).isEmpty();
    }

    @Test
    void leaves_a_bare_page_to_those_who_have_no_application(TestingBrowser browser) {
        assertThat(logout(browser, Map.of()).text()).contains("id=\"signed-out\"");
    }

    @Test
    void may_be_asked_for_by_a_form(TestingBrowser browser) {
        browser.tokens(TARO);
        browser.post("/" + CONTOSO + "/oauth2/v2.0/logout", Map.of("logout_hint", TARO));

        assertThat(browser.authorize(usual("prompt", "none")).aadstsInRedirect())
                .isEqualTo(50058);
    }

    private static Answer logout(TestingBrowser browser, Map<String, String> parameters) {
        return browser.get("/" + CONTOSO + "/oauth2/v2.0/logout?" + Form.encode(parameters));
    }
}
