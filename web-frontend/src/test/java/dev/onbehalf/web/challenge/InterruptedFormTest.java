package dev.onbehalf.web.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.web.signin.SigningInTest;
import dev.onbehalf.web.signin.TestingBrowser;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTextArea;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SigningInTest.WithTenant.class)
@DisplayName("A form whose sending is interrupted by a challenge")
@DisplayNameGeneration(ReplaceUnderscores.class)
class InterruptedFormTest extends Story {

    /** As far as the tenant's page. */
    private HtmlPage interrupted() {
        HtmlPage form = browser.signIn("/orders/new", TARO);
        ((HtmlInput) form.getElementByName("item")).setValue("机 <b>160</b>");
        ((HtmlInput) form.getElementByName("quantity")).setValue("2");
        ((HtmlInput) form.getElementByName("unitPrice")).setValue("12,50");
        ((HtmlTextArea) form.getElementByName("note")).setText("line one\nline two");
        api().wantsClaims(SECOND_FACTOR);
        return click(form, "place-order");
    }

    private HtmlPage confirming() {
        HtmlPage page = click(interrupted(), "verify");
        assertThat(page.getUrl().getPath()).isEqualTo("/continue");
        return page;
    }

    @Test
    void is_shown_again_and_sent_exactly_once_after_one_click() {
        HtmlPage page = confirming();
        assertThat(page.getElementById("interrupted").getAttribute("data-deed")).isEqualTo("PLACE_ORDER");
        assertThat(page.getElementById("interrupted").getTextContent()).contains("机 <b>160</b>", "12,50", "line two");
        assertThat(calls("POST", "/orders"))
                .as("nothing is sent before the click")
                .hasSize(1);
        HtmlPage placed = click(page, "confirm");
        assertThat(placed.getUrl().getPath()).isEqualTo("/orders/a0000000-0000-4000-8000-000000000001");
        assertThat(placed.getElementById("notice").getAttribute("data-notice")).isEqualTo("placed");
        assertThat(calls("POST", "/orders")).hasSize(2);
        var refused = calls("POST", "/orders").getFirst();
        var done = calls("POST", "/orders").getLast();
        assertThat(done.key()).isEqualTo(refused.key());
        assertThat(new JsonObject(done.body()))
                .isEqualTo(new JsonObject(refused.body()))
                .isEqualTo(new JsonObject()
                        .put("item", "机 <b>160</b>")
                        .put("quantity", 2)
                        .put("unitPrice", 12.50)
                        .put("note", "line one\nline two"));
    }

    @Test
    void says_so_in_Japanese() {
        browser.client().addRequestHeader("Accept-Language", "ja");
        assertThat(confirming().getElementById("deed").getTextContent()).isEqualTo("この注文を確定する");
    }

    @Test
    void is_not_sent_again_when_the_click_is_repeated() {
        HtmlPage page = confirming();
        click(page, "confirm");
        HtmlPage again = click(page, "confirm");
        assertProblem(again, "ALREADY_DONE");
        assertThat(calls("POST", "/orders")).hasSize(2);
    }

    @Test
    void shows_after_the_click_that_it_is_done_to_those_who_go_back_or_reload() {
        HtmlPage page = confirming();
        click(page, "confirm");
        HtmlPage done = page(page.getUrl().getPath() + "?" + page.getUrl().getQuery());
        assertProblem(done, "ALREADY_DONE");
        assertThat(wayBack(done)).isEqualTo("/orders");
        assertThat(calls("POST", "/orders")).hasSize(2);
    }

    @Test
    void is_forgotten_after_five_minutes() {
        HtmlPage page = confirming();
        clock.putForward(Duration.ofMinutes(6));
        assertProblem(click(page, "confirm"), "INTERRUPTED_OVER");
        assertProblem(page("/continue?" + page.getUrl().getQuery()), "INTERRUPTED_OVER");
        assertThat(calls("POST", "/orders")).hasSize(1);
    }

    @Test
    void is_sent_only_as_it_was_shown() {
        HtmlPage page = confirming();
        ((HtmlInput) page.getElementByName("quantity")).setValue("999");
        HtmlPage changed = click(page, "confirm");
        assertProblem(changed, "INTERRUPTED_CHANGED");
        assertThat(calls("POST", "/orders")).hasSize(1);
        assertThat(click(click(changed, "problem-action"), "confirm").getElementById("notice"))
                .as("and it still waits")
                .isNotNull();
    }

    @Test
    void is_not_sent_without_the_token_of_our_page() {
        HtmlPage page = confirming();
        ((HtmlInput) page.getForms().getLast().getInputByName("csrf-token")).setValue("another");
        assertThat(click(page, "confirm").getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(calls("POST", "/orders")).hasSize(1);
    }

    @Test
    void challenged_again_ends_on_a_page_that_explains_and_nothing_is_sent() {
        HtmlPage page = confirming();
        api().wantsClaims(SECOND_FACTOR);
        HtmlPage end = click(page, "confirm");
        assertProblem(end, "STEP_UP_IN_VAIN");
        assertThat(wayBack(end)).isEqualTo("/orders/new");
        assertStillSignedInAs("田中 太郎");
        HtmlPage kept = click(end, "problem-again");
        assertThat(kept.getElementById("interrupted").getTextContent()).contains("机 <b>160</b>", "12,50", "line two");
        assertThat(click(kept, "confirm").getElementById("notice"))
                .as("nothing typed is lost")
                .isNotNull();
    }

    @Test
    void goes_on_when_consent_is_missing_too() {
        HtmlPage page = confirming();
        api().wantsConsent("https://graph.microsoft.com/Mail.Send");
        HtmlPage consent = click(page, "confirm");
        HtmlPage again = click(consent, "consent-accept");
        assertThat(again.getUrl().getPath()).isEqualTo("/continue");
        assertThat(click(again, "confirm").getElementById("notice")).isNotNull();
        assertThat(calls("POST", "/orders")).hasSize(3);
    }

    @Test
    void given_up_at_the_tenant_sends_nothing_and_leads_back_to_the_form() {
        HtmlPage form = browser.signIn("/orders/new", TARO);
        signOutOfTheTenantOnly();
        ((HtmlInput) form.getElementByName("item")).setValue("Desk");
        ((HtmlInput) form.getElementByName("unitPrice")).setValue("1");
        api().wantsClaims(SECOND_FACTOR);
        HtmlPage end = click(click(form, "place-order"), "cancel");
        assertProblem(end, "STEP_UP_DECLINED");
        assertThat(wayBack(end)).isEqualTo("/orders/new");
        assertThat(calls("POST", "/orders")).hasSize(1);
    }

    @Test
    void is_nobody_elses() {
        HtmlPage page = confirming();
        try (TestingBrowser hana = new TestingBrowser(application)) {
            hana.signIn("/orders/new", "hana@contoso.test");
            HtmlPage seen = (HtmlPage) hana.open("/continue?" + page.getUrl().getQuery());
            assertProblem(seen, "INTERRUPTED_OVER");
            assertThat(seen.asNormalizedText()).doesNotContain("160");
        }
        assertThat(click(page, "confirm").getElementById("notice"))
                .as("and stays its owner's")
                .isNotNull();
    }
}
