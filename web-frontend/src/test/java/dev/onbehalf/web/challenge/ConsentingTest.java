package dev.onbehalf.web.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.admin.AuditEntry;
import dev.onbehalf.web.signin.SigningInTest;
import dev.onbehalf.web.signin.TestingBrowser;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(SigningInTest.WithTenant.class)
@DisplayName("A page whose call needs consent")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsentingTest extends Story {

    private static final String MAIL = "https://graph.microsoft.com/Mail.Send";

    private HtmlPage meetsMissingConsent() {
        browser.signIn("/orders/new", TARO);
        api().wantsConsent(MAIL);
        return page("/profile");
    }

    @Test
    void leads_to_the_consent_for_orders_api_and_that_one_scope_and_back_to_itself() {
        HtmlPage consent = meetsMissingConsent();
        AuditEntry asked = tenant.requests("authorize").getLast();
        assertThat(asked.parameters())
                .containsEntry("client_id", "22222222-2222-4222-8222-000000000001")
                .containsEntry("redirect_uri", browser.address("/consented").toString())
                .containsEntry("scope", MAIL)
                .containsEntry("response_type", "code")
                .containsKeys("state", "login_hint");
        assertThat(asked.parameters().get("login_hint")).doesNotContain("@");
        HtmlPage back = click(consent, "consent-accept");
        assertThat(back.getUrl().getPath()).isEqualTo("/profile");
        assertThat(back.getUrl().getQuery()).isNull();
        assertThat(back.getElementById("profile-name").getTextContent()).isEqualTo("From Graph");
    }

    @ParameterizedTest(name = "{0}, header: {1}, problem: {2}")
    @CsvSource({
        "401,true,consent-required",
        "403,true,consent-required",
        "401,false,consent-required",
        "403,false,consent-required",
        "401,true,exchange-refused",
        "403,true,exchange-refused"
    })
    void is_known_by_the_problem_or_by_the_error_and_not_by_the_status(int status, boolean header, String problem) {
        browser.signIn("/orders/new", TARO);
        api().wantsConsent(status, header, problem, MAIL);
        assertThat(page("/profile").getElementById("consent-accept")).isNotNull();
    }

    @Test
    void discards_the_code_and_leaves_the_session_as_it_was() {
        browser.signIn("/orders/new", TARO);
        String session = browser.sessionCookie();
        int redeemed = tenant.requests("token").size();
        api().wantsConsent(MAIL);
        click(page("/profile"), "consent-accept");
        assertThat(tenant.requests("token")).hasSize(redeemed);
        assertThat(browser.sessionCookie()).isEqualTo(session);
    }

    @Test
    void declined_ends_on_a_page_that_explains() {
        HtmlPage end = click(meetsMissingConsent(), "consent-cancel");
        assertProblem(end, "CONSENT_DECLINED");
        assertThat(wayBack(end)).isEqualTo("/profile");
        assertStillSignedInAs("田中 太郎");
    }

    @Test
    void still_missing_afterwards_ends_on_a_page_that_explains_and_never_in_a_loop() {
        HtmlPage consent = meetsMissingConsent();
        api().wantsConsent(MAIL);
        assertProblem(click(consent, "consent-accept"), "CONSENT_IN_VAIN");
    }

    @Test
    void with_the_state_of_nobody_or_somebody_else_is_not_completed() {
        meetsMissingConsent();
        String state = tenant.requests("authorize").getLast().parameters().get("state");
        assertProblem(page("/consented?code=x&state=unknown"), "STEP_UP_OVER");
        assertProblem(page("/consented?code=x"), "STEP_UP_OVER");
        try (TestingBrowser hana = new TestingBrowser(application)) {
            hana.signIn("/orders/new", "hana@contoso.test");
            assertProblem((HtmlPage) hana.open("/consented?code=x&state=" + state), "STEP_UP_OVER");
        }
    }

    @Test
    void once_completed_is_over() {
        click(meetsMissingConsent(), "consent-accept");
        URI returned = browser.last("/consented").url();
        assertProblem(page("/consented?" + returned.getRawQuery()), "STEP_UP_OVER");
    }

    @Test
    void is_not_asked_for_a_scope_that_names_no_resource() {
        browser.signIn("/orders/new", TARO);
        api().wantsConsent("openid profile");
        assertProblem(page("/profile"), "API_REFUSED");
    }
}
