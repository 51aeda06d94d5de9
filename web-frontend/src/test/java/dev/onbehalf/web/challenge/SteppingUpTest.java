package dev.onbehalf.web.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.admin.AuditEntry;
import dev.onbehalf.web.signin.SessionBehind;
import dev.onbehalf.web.signin.SigningInTest;
import dev.onbehalf.web.signin.TestingBrowser;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SigningInTest.WithTenant.class)
@DisplayName("A page whose call needs more of the person")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SteppingUpTest extends Story {

    private HtmlPage meetsChallenge(String path) {
        api().wantsClaims(SECOND_FACTOR);
        return page(path);
    }

    @Test
    void leads_through_the_second_factor_and_back_to_itself() {
        browser.signIn("/orders/new", TARO);
        HtmlPage factor = meetsChallenge("/profile?lang=en");
        HtmlPage back = click(factor, "verify");
        assertThat(back.getUrl().toString()).endsWith("/profile?lang=en");
        assertThat(back.getElementById("profile-name").getTextContent()).isEqualTo("From Graph");
    }

    @Test
    void asks_the_tenant_for_the_claims_and_for_what_we_can_handle_in_one_parameter_and_names_the_account() {
        browser.signIn("/orders/new", TARO);
        click(meetsChallenge("/profile"), "verify");
        AuditEntry asked = tenant.requests("authorize").getLast();
        assertThat(new JsonObject(asked.parameters().get("claims")))
                .isEqualTo(new JsonObject("{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"},"
                        + "\"xms_cc\":{\"values\":[\"cp1\"]}}}"));
        assertThat(asked.parameters())
                .containsEntry("redirect_uri", browser.address("/stepped-up").toString())
                .containsKeys("state", "nonce", "code_challenge", "login_hint")
                .doesNotContainKey("prompt");
        assertThat(asked.parameters().get("login_hint")).doesNotContain("@");
    }

    @Test
    void goes_on_with_the_new_token_in_the_same_session_under_a_new_id() {
        browser.signIn("/orders/new", TARO);
        String before = browser.sessionCookie();
        click(meetsChallenge("/profile"), "verify");
        assertThat(browser.sessionCookie()).hasSize(43).isNotEqualTo(before);
        assertThat(browser.cookie("q_session_step-up")).isNull();
        assertThat(claims(calls("GET", "/me").getLast().authorization()).getJsonArray("acrs"))
                .contains("c1");
        assertThat(SessionBehind.tokens(browser.sessionCookie()))
                .contains(calls("GET", "/me").getLast().authorization().substring(7));
        browser.setSessionCookie(before);
        assertThat(browser.ask("/orders/new").getStatusCode())
                .as("the old id is over")
                .isEqualTo(302);
    }

    @Test
    void sets_less_than_300_bytes_of_cookies_on_the_way_back() {
        browser.signIn("/orders/new", TARO);
        int before = browser.exchanges().size();
        click(meetsChallenge("/profile"), "verify");
        List<TestingBrowser.Exchange> ours = browser
                .exchanges()
                .subList(before, browser.exchanges().size())
                .stream()
                .filter(exchange -> exchange.url().getPort() == application.getPort())
                .filter(exchange -> !exchange.location().contains("/authorize"))
                .toList();
        assertThat(ours).hasSizeGreaterThan(3).allSatisfy(exchange -> assertThat(exchange.setCookieBytes())
                .as("%s: %s", exchange.url().getPath(), exchange.setCookies())
                .isLessThan(300));
    }

    @Test
    void cancelled_at_the_tenant_ends_on_a_page_that_explains_with_the_session_as_it_was() {
        browser.signIn("/orders/new", TARO);
        String session = browser.sessionCookie();
        signOutOfTheTenantOnly();
        HtmlPage end = click(meetsChallenge("/profile"), "cancel");
        assertProblem(end, "STEP_UP_DECLINED");
        assertThat(wayBack(end)).isEqualTo("/profile");
        assertThat(browser.sessionCookie()).isEqualTo(session);
        assertThat(click(end, "problem-action").getElementById("profile-name")).isNotNull();
        assertThat(browser.sessionCookie()).isEqualTo(session);
    }

    @Test
    void left_alone_at_the_tenant_changes_nothing() {
        browser.signIn("/orders/new", TARO);
        String session = browser.sessionCookie();
        meetsChallenge("/profile");
        meetsChallenge("/orders");
        assertThat(page("/profile").getElementById("profile-name")).isNotNull();
        assertThat(browser.sessionCookie()).isEqualTo(session);
    }

    @Test
    void challenged_again_at_once_ends_on_a_page_that_explains_and_never_in_a_loop() {
        browser.signIn("/orders/new", TARO);
        api().wantsClaims(SECOND_FACTOR);
        api().wantsClaims(SECOND_FACTOR);
        HtmlPage end = click(page("/profile"), "verify");
        assertProblem(end, "STEP_UP_IN_VAIN");
        assertThat(end.getUrl().getPath()).isEqualTo("/profile");
        assertThat(tenant.requests("authorize").stream().filter(asked -> asked.parameters()
                        .getOrDefault("redirect_uri", "")
                        .endsWith("/stepped-up")))
                .hasSize(1);
        assertStillSignedInAs("田中 太郎");
    }

    @Test
    void confirmed_with_another_account_ends_on_a_page_that_explains_with_the_session_as_it_was() {
        browser.signIn("/orders/new", TARO);
        String session = browser.sessionCookie();
        signOutOfTheTenantOnly();
        HtmlPage password = meetsChallenge("/profile");
        HtmlPage end = click(TestingBrowser.submitPassword(password, "hana@contoso.test"), "verify");
        assertProblem(end, "ANOTHER_ACCOUNT");
        assertThat(browser.sessionCookie()).isEqualTo(session);
        assertThat(browser.cookie("q_session_step-up")).isNull();
        assertStillSignedInAs("田中 太郎");
    }

    @Test
    void goes_on_in_a_new_session_when_the_old_one_has_ended_meanwhile() {
        browser.signIn("/orders/new", TARO);
        String before = browser.sessionCookie();
        HtmlPage factor = meetsChallenge("/profile");
        browser.ask("/front-channel-sign-out?sid=" + SessionBehind.sid(before));
        HtmlPage back = click(factor, "verify");
        assertThat(back.getElementById("profile-name").getTextContent()).isEqualTo("From Graph");
        assertThat(browser.sessionCookie()).isNotEqualTo(before);
        assertStillSignedInAs("田中 太郎");
    }

    @Test
    void is_over_after_five_minutes() {
        browser.signIn("/orders/new", TARO);
        HtmlPage factor = meetsChallenge("/profile");
        clock.putForward(Duration.ofMinutes(6));
        assertProblem(click(factor, "verify"), "STEP_UP_OVER");
        assertStillSignedInAs("田中 太郎");
    }

    @Test
    void in_two_tabs_ends_in_each_at_its_own_page() {
        browser.signIn("/orders/new", TARO);
        HtmlPage one = meetsChallenge("/profile?tab=1");
        HtmlPage two = meetsChallenge("/orders?tab=2");
        assertThat(click(one, "verify").getUrl().toString()).endsWith("/profile?tab=1");
        assertThat(click(two, "verify").getUrl().toString()).endsWith("/orders?tab=2");
        assertStillSignedInAs("田中 太郎");
    }

    @Test
    void survives_the_back_button_and_reloading_the_way_back() {
        browser.signIn("/orders/new", TARO);
        click(meetsChallenge("/profile"), "verify");
        String session = browser.sessionCookie();
        URI start = browser.last("/step-up").url();
        URI returned = browser.last("/stepped-up").url();
        assertProblem(page(start.getRawPath() + "?" + start.getRawQuery()), "STEP_UP_OVER");
        assertProblem(page(returned.getRawPath() + "?" + returned.getRawQuery()), "STEP_UP_OVER");
        assertThat(browser.sessionCookie()).isEqualTo(session);
        assertStillSignedInAs("田中 太郎");
    }

    @Test
    void is_nobody_elses() {
        browser.signIn("/orders/new", TARO);
        meetsChallenge("/profile");
        String path = browser.last("/step-up").url().toString().replaceAll("^http://[^/]+", "");
        try (TestingBrowser hana = new TestingBrowser(application)) {
            hana.signIn("/orders/new", "hana@contoso.test");
            assertProblem((HtmlPage) hana.open(path), "STEP_UP_OVER");
        }
    }

    @Test
    void tells_a_script_to_reload_instead_of_redirecting_it() throws Exception {
        browser.signIn("/orders/new", TARO);
        api().wantsClaims(SECOND_FACTOR);
        WebRequest script = new WebRequest(browser.address("/profile").toURL());
        script.setAdditionalHeader("X-Requested-With", "XMLHttpRequest");
        assertThat(browser.ask(script).getStatusCode()).isEqualTo(401);
    }

    @Test
    void is_asked_to_sign_in_again_when_the_tenant_has_called_everything_back() {
        browser.signIn("/orders/new", TARO);
        String oid = claims("Bearer "
                        + SessionBehind.tokens(browser.sessionCookie()).get(1))
                .getString("oid");
        tenant.entra()
                .directory()
                .revocations()
                .revoke(
                        oid,
                        tenant.entra().clock().instant(),
                        dev.onbehalf.tenant.directory.Revocations.Reason.REVOKED);
        tenant.api().refuseTokens(1);
        HtmlPage password = page("/profile");
        assertThat(password.getElementById("password"))
                .as(password.asNormalizedText())
                .isNotNull();
        HtmlPage back = TestingBrowser.submitPassword(password, TARO);
        assertThat(back.getUrl().getPath()).isEqualTo("/profile");
        assertThat(back.getElementById("profile-name").getTextContent()).isEqualTo("From Graph");
    }

    @Test
    void declares_cp1_at_each_sign_in_and_refresh() {
        browser.signIn("/orders/new", TARO);
        assertThat(tenant.requests("authorize").getFirst().parameters().get("claims"))
                .contains("\"xms_cc\":{\"values\":[\"cp1\"]}");
        tenant.api().refuseTokens(1);
        page("/profile");
        AuditEntry refresh = tenant.requests("token").getLast();
        assertThat(refresh.grantType()).isEqualTo("refresh_token");
        assertThat(refresh.parameters().get("claims")).contains("\"xms_cc\":{\"values\":[\"cp1\"]}");
        assertThat(claims(calls("GET", "/me").getLast().authorization()).getJsonArray("xms_cc"))
                .contains("cp1");
    }

    private static JsonObject claims(String authorization) {
        String payload = authorization.substring(7).split("\\.")[1];
        return new JsonObject(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
    }
}
