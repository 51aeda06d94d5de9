package dev.onbehalf.web.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.fault.Fault;
import dev.onbehalf.web.signin.RecordingApi;
import dev.onbehalf.web.signin.SessionBehind;
import dev.onbehalf.web.signin.SigningInTest;
import dev.onbehalf.web.signin.TestingBrowser;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SigningInTest.WithTenant.class)
@DisplayName("An action interrupted by a challenge")
@DisplayNameGeneration(ReplaceUnderscores.class)
class InterruptedActionTest extends Story {

    private static final String ID = "a0000000-0000-4000-8000-000000000001";
    private static final String ORDER = "/orders/" + ID;
    private static final String MAIL = "https://graph.microsoft.com/Mail.Send";

    private String session;

    @BeforeEach
    void signIn() {
        browser.signIn("/orders/new", TARO);
        session = browser.sessionCookie();
    }

    private HtmlPage order() {
        return page(ORDER);
    }

    /** As far as the tenant's question for a second factor. */
    private HtmlPage approving() {
        api().says("mine", false);
        api().says("placedBy", "佐藤 花");
        HtmlPage order = order();
        api().wantsClaims(SECOND_FACTOR);
        return click(order, "confirm-approve");
    }

    /** As far as the tenant's question for consent. */
    private HtmlPage mailing() {
        HtmlPage order = order();
        api().wantsConsent(MAIL);
        return click(order, "send-receipt");
    }

    private List<RecordingApi.Call> approvals() {
        return calls("POST", ORDER + "/approve");
    }

    private List<RecordingApi.Call> mails() {
        return calls("POST", ORDER + "/receipt");
    }

    private static void assertDone(HtmlPage page, String notice) {
        assertThat(page.getElementById("notice")).as(page.asNormalizedText()).isNotNull();
        assertThat(page.getElementById("notice").getAttribute("data-notice")).isEqualTo(notice);
    }

    private static void assertWaiting(HtmlPage page, String deed) {
        assertThat(page.getElementById("interrupted"))
                .as(page.asNormalizedText())
                .isNotNull();
        assertThat(page.getElementById("interrupted").getAttribute("data-deed")).isEqualTo(deed);
    }

    private void assertNothingHappenedTo(HtmlPage end, String kind) {
        assertProblem(end, kind);
        assertThat(wayBack(end)).isEqualTo(ORDER);
        assertThat(browser.sessionCookie()).as("the session is as it was").isEqualTo(session);
        assertStillSignedInAs("田中 太郎");
    }

    @Test
    void is_done_once_after_the_second_factor_and_one_click() {
        HtmlPage waiting = click(approving(), "verify");
        assertWaiting(waiting, "APPROVE_ORDER");
        assertThat(waiting.getElementById("interrupted").getTextContent()).contains("Desk", "€25.00", "佐藤 花");
        assertThat(waiting.getElementById("until").getAttribute("datetime")).isNotEmpty();
        assertThat(approvals()).hasSize(1);
        assertDone(click(waiting, "confirm"), "approved");
        assertThat(approvals()).hasSize(2);
    }

    @Test
    void is_done_once_after_the_consent_and_one_click_under_the_key_it_had() {
        HtmlPage waiting = click(mailing(), "consent-accept");
        assertWaiting(waiting, "SEND_RECEIPT");
        assertDone(click(waiting, "confirm"), "receipt-sent");
        assertThat(mails()).extracting(RecordingApi.Call::key).hasSize(2).containsOnly("receipt-" + ID);
    }

    @Nested
    @DisplayName("ends on a page that explains, and can be taken up from there,")
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class Ends {

        @Test
        void when_consent_is_declined() {
            HtmlPage end = click(mailing(), "consent-cancel");
            assertNothingHappenedTo(end, "CONSENT_DECLINED");
            HtmlPage consent = click(end, "problem-again");
            assertDone(click(click(consent, "consent-accept"), "confirm"), "receipt-sent");
            assertThat(mails()).hasSize(2);
        }

        @Test
        void which_is_not_the_news_of_before() {
            HtmlPage placed = page(ORDER + "?placed");
            api().wantsConsent(MAIL);
            assertNothingHappenedTo(click(click(placed, "send-receipt"), "consent-cancel"), "CONSENT_DECLINED");
        }

        @Test
        void when_the_confirmation_is_cancelled() {
            signOutOfTheTenantOnly();
            HtmlPage end = click(approving(), "cancel");
            assertNothingHappenedTo(end, "STEP_UP_DECLINED");
            HtmlPage factor = TestingBrowser.submitPassword(click(end, "problem-again"), TARO);
            assertDone(click(click(factor, "verify"), "confirm"), "approved");
            assertThat(approvals()).hasSize(2);
        }

        @Test
        void when_another_account_confirms() {
            signOutOfTheTenantOnly();
            HtmlPage end = click(TestingBrowser.submitPassword(approving(), "hana@contoso.test"), "verify");
            assertNothingHappenedTo(end, "ANOTHER_ACCOUNT");
            HtmlPage factor = TestingBrowser.submitPassword(click(end, "problem-again"), TARO);
            assertWaiting(click(factor, "verify"), "APPROVE_ORDER");
            assertThat(approvals()).hasSize(1);
        }

        @Test
        void when_another_account_consents() {
            signOutOfTheTenantOnly();
            HtmlPage waiting = click(TestingBrowser.submitPassword(mailing(), "hana@contoso.test"), "consent-accept");
            api().wantsConsent(MAIL);
            HtmlPage end = click(waiting, "confirm");
            assertNothingHappenedTo(end, "CONSENT_IN_VAIN");
            assertWaiting(click(end, "problem-again"), "SEND_RECEIPT");
        }

        @Test
        void when_the_tenant_fails() {
            HtmlPage factor = approving();
            tenant.entra().faults().add(new Fault("token", Fault.Kind.HTML, null, null, Duration.ZERO, 10));
            HtmlPage end = click(factor, "verify");
            assertNothingHappenedTo(end, "STEP_UP_INCOMPLETE");
            tenant.entra().faults().clear();
            assertDone(click(click(end, "problem-again"), "confirm"), "approved");
        }

        @Test
        void when_the_tenant_asks_for_what_it_has_just_been_given() {
            HtmlPage waiting = click(approving(), "verify");
            session = browser.sessionCookie();
            api().wantsClaims(SECOND_FACTOR);
            HtmlPage end = click(waiting, "confirm");
            assertNothingHappenedTo(end, "STEP_UP_IN_VAIN");
            HtmlPage kept = click(end, "problem-again");
            assertWaiting(kept, "APPROVE_ORDER");
            api().wantsClaims(SECOND_FACTOR);
            int before = tenant.requests("authorize").size();
            assertWaiting(click(kept, "confirm"), "APPROVE_ORDER");
            assertThat(tenant.requests("authorize"))
                    .as("whoever tries again on purpose gets to the tenant again")
                    .hasSize(before + 1);
        }

        @Test
        void when_the_API_then_refuses_and_the_old_address_leads_there_too() {
            HtmlPage waiting = click(mailing(), "consent-accept");
            api().fails(503, "downstream-unavailable");
            HtmlPage end = click(waiting, "confirm");
            assertNothingHappenedTo(end, "API_REFUSED");
            HtmlPage kept = click(end, "problem-again");
            assertWaiting(kept, "SEND_RECEIPT");
            assertThat(page("/continue?" + waiting.getUrl().getQuery()).getUrl())
                    .as("by the back button")
                    .isEqualTo(kept.getUrl());
            assertDone(click(kept, "confirm"), "receipt-sent");
            assertThat(mails()).extracting(RecordingApi.Call::key).hasSize(3).containsOnly("receipt-" + ID);
        }
    }

    @Test
    void goes_on_when_the_session_ends_before_the_click() {
        HtmlPage waiting = click(approving(), "verify");
        browser.ask("/front-channel-sign-out?sid=" + SessionBehind.sid(browser.sessionCookie()));
        HtmlPage again = click(waiting, "confirm");
        assertWaiting(again, "APPROVE_ORDER");
        assertThat(approvals()).as("a sign-in sends nothing").hasSize(1);
        assertDone(click(again, "confirm"), "approved");
        assertThat(approvals()).hasSize(2);
    }

    @Test
    void goes_on_when_the_session_ends_at_the_question_for_consent() {
        HtmlPage consent = mailing();
        browser.ask("/front-channel-sign-out?sid=" + SessionBehind.sid(session));
        HtmlPage waiting = click(consent, "consent-accept");
        assertWaiting(waiting, "SEND_RECEIPT");
        assertDone(click(waiting, "confirm"), "receipt-sent");
        assertThat(mails()).hasSize(2);
    }

    @Test
    void is_not_taken_up_by_somebody_else_who_signs_in_meanwhile() {
        HtmlPage waiting = click(approving(), "verify");
        signOutOfTheTenantOnly();
        browser.ask("/front-channel-sign-out?sid=" + SessionBehind.sid(browser.sessionCookie()));
        HtmlPage password = click(waiting, "confirm");
        assertProblem(TestingBrowser.submitPassword(password, "hana@contoso.test"), "INTERRUPTED_OVER");
        assertThat(approvals()).hasSize(1);
    }

    @Test
    void waits_in_two_tabs_and_is_done_in_one() {
        HtmlPage one = click(approving(), "verify");
        HtmlPage two = page("/continue?" + one.getUrl().getQuery());
        assertWaiting(two, "APPROVE_ORDER");
        assertDone(click(two, "confirm"), "approved");
        HtmlPage end = click(one, "confirm");
        assertProblem(end, "ALREADY_DONE");
        assertThat(wayBack(end)).isEqualTo(ORDER);
        assertThat(approvals()).hasSize(2);
    }

    @Test
    void stays_open_when_the_page_is_reloaded_or_left_and_found_again() {
        HtmlPage waiting = click(mailing(), "consent-accept");
        order();
        assertWaiting(page("/continue?" + waiting.getUrl().getQuery()), "SEND_RECEIPT");
        assertThat(mails()).hasSize(1);
    }

    @Test
    void says_after_it_is_done_that_the_steps_before_it_are_over() {
        HtmlPage waiting = click(approving(), "verify");
        click(waiting, "confirm");
        String start = browser.last("/step-up").url().getRawQuery();
        HtmlPage end = page("/step-up?" + start);
        assertProblem(end, "STEP_UP_OVER");
        assertThat(wayBack(end)).isEqualTo(ORDER);
        assertThat(approvals()).hasSize(2);
    }

    @Test
    void is_forgotten_after_five_minutes() {
        HtmlPage waiting = click(approving(), "verify");
        clock.putForward(Duration.ofMinutes(6));
        assertProblem(click(waiting, "confirm"), "INTERRUPTED_OVER");
        assertThat(approvals()).hasSize(1);
    }
}
