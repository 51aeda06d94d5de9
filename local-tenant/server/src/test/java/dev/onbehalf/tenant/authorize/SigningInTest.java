package dev.onbehalf.tenant.authorize;

import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.HANA;
import static dev.onbehalf.tenant.Seeded.PASSWORD;
import static dev.onbehalf.tenant.Seeded.SIGNED_IN;
import static dev.onbehalf.tenant.Seeded.SPA;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.Seeded.TARO_OID;
import static dev.onbehalf.tenant.TestingBrowser.usual;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.Seeded;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Signing in")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class SigningInTest {

    @Test
    void gives_a_code_and_the_state_back(TestingBrowser browser) {
        Answer answer = browser.signIn(TARO, usual());

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.location()).startsWith(SIGNED_IN + "?code=");
        assertThat(answer.redirected()).containsOnlyKeys("code", "state", "session_state");
        assertThat(answer.redirected()).containsEntry("state", "a-state");
    }

    @ParameterizedTest
    @CsvSource({"query, ?", "fragment, #"})
    void answers_in_the_mode_that_was_asked_for(String mode, String separator, TestingBrowser browser) {
        Answer answer = browser.signIn(TARO, usual("response_mode", mode));

        assertThat(answer.location()).startsWith(SIGNED_IN + separator + "code=");
    }

    @Test
    void answers_by_a_form_that_posts_itself(TestingBrowser browser) {
        Answer answer = browser.signIn(TARO, usual("response_mode", "form_post"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("method=\"post\" action=\"" + SIGNED_IN + "\"");
        assertThat(answer.hidden("code")).isNotEmpty();
        assertThat(answer.hidden("state")).isEqualTo("a-state");
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "fragment", "form_post"})
    void gives_the_state_back_byte_by_byte(String mode, TestingBrowser browser) {
        String state = "ümlaut 田中|{\"a\":1}==+%2B&<script>'\"\n" + "x".repeat(2_000);

        Answer answer = browser.signIn(TARO, usual("response_mode", mode, "state", state));

        assertThat(
                        mode.equals("form_post")
                                ? answer.hidden("state")
                                : answer.redirected().get("state"))
                .isEqualTo(state);
    }

    @Test
    void tells_who_it_is_when_client_info_is_asked_for(TestingBrowser browser) {
        String info =
                browser.signIn(TARO, usual("client_info", "1")).redirected().get("client_info");

        assertThat(new String(Base64.getUrlDecoder().decode(info), StandardCharsets.UTF_8))
                .isEqualTo("{\"uid\":\"%s\",\"utid\":\"%s\"}".formatted(TARO_OID, CONTOSO));
    }

    @Test
    void is_not_asked_again_while_the_session_lasts(TestingBrowser browser) {
        browser.signIn(TARO, usual());

        assertThat(browser.authorize(usual()).redirected()).containsKey("code");
    }

    @Test
    void is_asked_again_when_the_session_is_a_day_old(Entra entra, TestingBrowser browser) {
        browser.signIn(TARO, usual());

        entra.clock().moveTo(Duration.ofHours(25));

        assertThat(browser.authorize(usual()).text()).contains("id=\"password\"");
    }

    @Test
    void is_asked_again_by_prompt_login(TestingBrowser browser) {
        browser.signIn(TARO, usual());

        Answer page = browser.authorize(usual("prompt", "login", "login_hint", TARO));

        assertThat(page.text()).contains("id=\"password\"").contains("value=\"" + TARO + "\"");
        assertThat(browser.enter(page, TARO, PASSWORD).redirected()).containsKey("code");
    }

    @Test
    void is_asked_again_when_it_was_longer_ago_than_max_age(Entra entra, TestingBrowser browser) {
        browser.signIn(TARO, usual());
        entra.clock().moveTo(Duration.ofMinutes(10));

        assertThat(browser.authorize(usual("max_age", "3600")).redirected()).containsKey("code");
        Answer page = browser.authorize(usual("max_age", "300"));
        assertThat(page.text()).contains("id=\"password\"");

        String code = browser.enter(page, TARO, PASSWORD).redirected().get("code");
        assertThat(browser.redeem(code).claims("id_token").get("auth_time").asLong())
                .isBetween(
                        entra.clock().instant().getEpochSecond() - 30,
                        entra.clock().instant().getEpochSecond());
    }

    @Test
    void lets_people_pick_an_account_when_the_application_wants_it(TestingBrowser browser) {
        browser.signIn(TARO, usual());

        Answer page = browser.authorize(usual("prompt", "select_account"));

        assertThat(page.text()).contains("data-account=\"" + TARO + "\"").contains("id=\"use-another-account\"");
        assertThat(pick(browser, page, TARO_OID).redirected()).containsKey("code");
    }

    @Test
    void lets_people_pick_between_two_who_are_signed_in(TestingBrowser browser) {
        browser.signIn(TARO, usual());
        browser.signIn(HANA, usual("prompt", "login"));

        Answer page = browser.authorize(usual());

        assertThat(page.text()).contains("data-account=\"" + TARO + "\"").contains("data-account=\"" + HANA + "\"");
        String code = pick(browser, page, TARO_OID).redirected().get("code");
        assertThat(browser.redeem(code).claims("id_token").get("oid").asText()).isEqualTo(TARO_OID);
    }

    @Test
    void with_another_account_shows_an_empty_form(TestingBrowser browser) {
        browser.signIn(TARO, usual());
        Answer picker = browser.authorize(usual("prompt", "select_account"));

        Answer page = pick(browser, picker, "another");

        assertThat(browser.enter(page, HANA, PASSWORD).redirected()).containsKey("code");
    }

    @Test
    void cannot_be_done_by_picking_an_account_that_is_not_signed_in(TestingBrowser browser) {
        browser.signIn(HANA, usual());
        Answer picker = browser.authorize(usual("prompt", "select_account"));

        assertThat(pick(browser, picker, TARO_OID).text()).contains("id=\"password\"");
    }

    @Test
    void goes_to_the_hinted_account_without_asking(TestingBrowser browser) {
        browser.signIn(TARO, usual());
        browser.signIn(HANA, usual("prompt", "login"));

        String code = browser.authorize(usual("login_hint", TARO)).redirected().get("code");

        assertThat(browser.redeem(code).claims("id_token").get("oid").asText()).isEqualTo(TARO_OID);
    }

    @Test
    void of_another_person_than_the_hinted_one_is_asked_for(TestingBrowser browser) {
        browser.signIn(TARO, usual());

        assertThat(browser.authorize(usual("login_hint", HANA)).text())
                .contains("id=\"password\"")
                .contains("value=\"" + HANA + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "taro@contoso.test, wrong, 50126",
        "nobody@contoso.test, Passw0rd!, 50034",
        "otto@contoso.test, Passw0rd!, 50057",
        "ada@fabrikam.test, Passw0rd!, 50020",
    })
    void that_fails_says_why_on_the_page_and_can_be_tried_again(
            String username, String password, int aadsts, TestingBrowser browser) {
        Answer page = browser.enter(browser.authorize(usual()), username, password);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.aadsts()).isEqualTo(aadsts);
        assertThat(page.text()).contains("role=\"alert\"");
        assertThat(browser.enter(page, TARO, PASSWORD).redirected()).containsKey("code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"common", "organizations", Seeded.FABRIKAM})
    void of_a_guest_works_where_the_application_allows_several_tenants(String segment, TestingBrowser browser) {
        var spa = usual("client_id", SPA, "redirect_uri", "http://localhost:8080/lab/callback", "scope", "openid");

        Answer answer = browser.enter(browser.authorize(segment, spa), Seeded.ADA, PASSWORD);

        assertThat(answer.redirected()).containsKey("code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/signed-in",
                "http://localhost:12345/signed-in",
                "http://localhost/signed-in",
                "http://127.0.0.1:41234/signed-in",
                "https://localhost:8443/stepped-up",
            })
    void works_on_any_port_of_this_machine(String redirectUri, TestingBrowser browser) {
        assertThat(browser.signIn(TARO, usual("redirect_uri", redirectUri)).location())
                .startsWith(redirectUri + "?");
    }

    @Test
    void may_leave_out_the_redirect_address(TestingBrowser browser) {
        assertThat(browser.signIn(TARO, usual("redirect_uri", null)).location()).startsWith(SIGNED_IN + "?");
    }

    @Test
    void may_be_asked_for_by_a_form(TestingBrowser browser) {
        Answer page = browser.post("/" + CONTOSO + "/oauth2/v2.0/authorize", usual());

        assertThat(browser.enter(page, TARO, PASSWORD).redirected()).containsKey("code");
    }

    @Test
    void ignores_parameters_it_does_not_know(TestingBrowser browser) {
        var parameters =
                usual("clidata", "1", "pocd", "2", "x-client-SKU", "msal.js.browser", "X-AnchorMailbox", "UPN:x");

        assertThat(browser.signIn(TARO, parameters).redirected()).containsKey("code");
    }

    @Test
    void keeps_its_cookie_away_from_scripts_and_other_sites(TestingBrowser browser) {
        assertThat(browser.signIn(TARO, usual()).header("Set-Cookie"))
                .startsWith("local-tenant-session=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Max-Age");
    }

    private static Answer pick(TestingBrowser browser, Answer page, String account) {
        return browser.post("/" + CONTOSO + "/login", Map.of("request", page.hidden("request"), "account", account));
    }
}
