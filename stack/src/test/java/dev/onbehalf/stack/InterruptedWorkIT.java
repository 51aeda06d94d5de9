package dev.onbehalf.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext.ClearCookiesOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import dev.onbehalf.stack.Running.SystemUnderTest;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("Work that a challenge interrupts")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(Running.class)
class InterruptedWorkIT extends InterruptedWork {

    InterruptedWorkIT(SystemUnderTest system, Browser browser) {
        super(system, browser);
    }

    /** Hana on the tenant's page, on her way to approve this order. */
    private Person interrupted(String order) {
        return person().signsInAs(HANA).opens(order).approves().isAtTheTenant();
    }

    private void assertNothingIsDone(String order) {
        assertThat(read(order).path("status").asText()).isEqualTo("placed");
    }

    @Test
    void ends_on_a_page_that_explains_when_the_person_cancels_at_the_tenant() {
        String order = taro.places("Rack", 1, "3000.00");
        Person hana = person().signsInAs(HANA).opens(order);
        String session = cookie(hana, "q_session");
        forgetTheTenantsCookies(hana);

        hana.approves().page().click("#cancel");
        assertThat(hana.problem()).isEqualTo("STEP_UP_DECLINED");
        assertNothingIsDone(order);
        assertThat(cookie(hana, "q_session")).isEqualTo(session);

        hana.page().click("#problem-action");
        assertThat(hana.text("#order-item")).isEqualTo("Rack");
    }

    @Test
    void ends_on_a_page_that_explains_when_the_person_declines_consent() {
        people.consent(TARO);
        int before = people.mailsOf(TARO).size();
        Person person = person().signsInAs(TARO).places("Stapler", 1, "8.00").asksForTheReceipt();
        person.page().click("#consent-cancel");
        assertThat(person.problem()).isEqualTo("CONSENT_DECLINED");
        assertThat(people.mailsOf(TARO)).hasSize(before);

        person.page().click("#problem-action");
        assertThat(person.text("#order-item")).isEqualTo("Stapler");
    }

    @Test
    void ends_on_a_page_that_explains_when_it_is_challenged_a_second_time() {
        people.consent(GINA, "Mail.Send");
        Person gina = person().signsInAs(GINA).places("Monitor arm", 1, "75.00").asksForTheReceipt();
        assertThat(gina.notice()).isEqualTo("receipt-sent");
        int before = people.mailsOf(GINA).size();
        people.revoke(GINA);
        gina.asksForTheReceipt().entersPasswordOf(GINA).isAskedToConfirm();

        // What was brought for the first challenge is void before it is used.
        gina.opens("/profile");
        people.revoke(GINA);
        gina.page().goBack();
        gina.confirms();
        assertThat(gina.problem()).isEqualTo("STEP_UP_IN_VAIN");
        assertThat(people.mailsOf(GINA)).hasSize(before);
    }

    @Test
    void goes_on_in_a_new_session_when_the_old_one_has_expired_at_the_tenants_page() {
        String order = taro.places("Cabinet", 1, "1800.00");
        Person hana = interrupted(order);
        hana.page().context().clearCookies(new ClearCookiesOptions().setName("q_session"));

        hana.verifies().isAskedToConfirm().confirms();
        assertThat(hana.notice()).isEqualTo("approved");
        assertThat(read(order).path("status").asText()).isEqualTo("approved");
    }

    @Test
    void is_shown_again_after_a_sign_in_when_the_session_has_expired_before_the_last_click() {
        String order = taro.places("Sofa", 1, "1900.00");
        Person hana = interrupted(order).verifies().isAskedToConfirm();
        hana.page().context().clearCookies(new ClearCookiesOptions().setName("q_session"));

        // The tenant still knows her, so she sees the same page once more.
        hana.page().waitForResponse(response -> response.url().contains("/continue?id="), hana::confirms);
        assertNothingIsDone(order);
        hana.confirms();
        assertThat(hana.notice()).isEqualTo("approved");
    }

    @Test
    void is_shown_again_after_a_sign_in_when_the_form_is_sent_the_morning_after() {
        Person gina = person().signsInAs(GINA).writes("Reading lamp", 2, "45.00");
        gina.page().context().clearCookies();

        gina.page().click("#place-order");
        gina.isAtTheTenant().entersPasswordOf(GINA).isAskedToConfirm();
        assertThat(gina.text("#interrupted")).contains("You had to sign in again", "Reading lamp", "45.00");
        gina.confirms();
        assertThat(gina.notice()).isEqualTo("placed");
        assertThat(gina.text("#order-item")).isEqualTo("Reading lamp");
    }

    @Test
    void is_not_shown_to_the_next_person_who_signs_in_at_the_same_browser() {
        Person someone = person().signsInAs(GINA).writes("Surprise", 1, "45.00");
        someone.page().context().clearCookies();

        someone.page().click("#place-order");
        someone.isAtTheTenant().entersPasswordOf(HANA);
        assertThat(someone.problem()).isEqualTo("INTERRUPTED_OVER");
        assertThat(someone.text("main")).doesNotContain("Surprise");
    }

    @Test
    void in_two_tabs_ends_in_each_with_its_own_order() {
        String first = taro.places("Carpet", 1, "1500.00");
        String second = taro.places("Curtain", 1, "1600.00");
        Person one = person().signsInAs(HANA);
        Page tab = one.page().context().newPage();
        Person two = new Person(tab, one.web());
        one.opens(first).approves().isAtTheTenant();
        two.opens(second).approves().isAtTheTenant();

        one.verifies().isAskedToConfirm();
        two.verifies().isAskedToConfirm();
        assertThat(two.text("#interrupted")).contains("Curtain").doesNotContain("Carpet");
        one.confirms();
        assertThat(one.notice()).isEqualTo("approved");
        two.confirms();
        assertThat(two.notice()).isEqualTo("approved");
        assertThat(List.of(first, second))
                .allSatisfy(
                        order -> assertThat(read(order).path("status").asText()).isEqualTo("approved"));
    }

    @Test
    void is_not_done_again_by_the_back_button() {
        people.consent(GINA);
        Person gina = person().signsInAs(GINA).places("Webcam", 1, "90.00").asksForTheReceipt();
        gina.page().click("#consent-accept");
        gina.isAskedToConfirm().confirms();
        assertThat(gina.notice()).isEqualTo("receipt-sent");
        int sent = people.mailsOf(GINA).size();

        gina.page().goBack();
        assertThat(gina.problem()).isEqualTo("ALREADY_DONE");
        gina.page().goForward();
        assertThat(people.mailsOf(GINA)).hasSize(sent);
    }

    @Test
    void is_shown_again_by_a_reload_and_not_done_again_by_another() {
        people.consent(GINA);
        Person gina = person().signsInAs(GINA).places("Headset", 1, "110.00").asksForTheReceipt();
        gina.page().click("#consent-accept");
        gina.isAskedToConfirm();
        int before = people.mailsOf(GINA).size();
        gina.page().reload();
        assertThat(gina.text("#interrupted")).contains("Headset");
        assertThat(people.mailsOf(GINA)).hasSize(before);

        gina.confirms();
        assertThat(gina.notice()).isEqualTo("receipt-sent");
        gina.page().reload();
        assertThat(people.mailsOf(GINA)).hasSize(before + 1);
    }

    private static String cookie(Person person, String name) {
        return person.cookies().stream()
                .filter(cookie -> cookie.name.equals(name))
                .map(cookie -> cookie.value)
                .findFirst()
                .orElse("");
    }

    /** The tenant no longer knows the browser; the application does. Cookies know no ports, so they are told by name. */
    private static void forgetTheTenantsCookies(Person person) {
        for (Cookie cookie : person.page().context().cookies()) {
            if (!cookie.name.startsWith("q_") && !cookie.name.startsWith("csrf")) {
                person.page().context().clearCookies(new ClearCookiesOptions().setName(cookie.name));
            }
        }
    }
}
