package dev.onbehalf.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One story for each of the four sources of challenges: begun, interrupted, satisfied, and done exactly once. */
abstract class InterruptedWork {

    static final String TARO = "taro@contoso.test";
    static final String HANA = "hana@contoso.test";
    static final String MAX = "max@contoso.test";
    static final String GINA = "gina@contoso.test";

    final RunningSystem system;
    final Browser browser;
    final TenantPeople people;
    /** Places the orders that hana approves, and looks at them. */
    AnyClient taro;

    InterruptedWork(RunningSystem system, Browser browser) {
        this.system = system;
        this.browser = browser;
        this.people = TenantPeople.of(system);
    }

    @BeforeEach
    void sign_taro_in() {
        taro = new AnyClient(system, TARO).signIn();
    }

    @AfterEach
    void close() {
        taro.close();
    }

    Person person() {
        return new Person(browser.newPerson("en-GB"), system.webUrl());
    }

    @Test
    void an_order_above_the_limit_needs_an_authentication_context_and_is_approved_once() {
        String order = taro.places("Espresso machine", 1, "2400.00");
        Person hana = person().signsInAs(HANA).opens(order).approves().isAtTheTenant();
        assertThat(read(order).path("status").asText())
                .as("nothing is done before hana has proved more")
                .isEqualTo("placed");

        hana.verifies().isAskedToConfirm();
        assertThat(hana.text("#interrupted")).contains("Espresso machine");
        assertThat(read(order).path("status").asText())
                .as("nothing is done before hana has confirmed it")
                .isEqualTo("placed");

        hana.confirms();
        assertThat(hana.notice()).isEqualTo("approved");
        JsonNode approved = read(order);
        assertThat(approved.path("status").asText()).isEqualTo("approved");
        hana.opens(order);
        assertThat(read(order).path("approvedAt")).isEqualTo(approved.path("approvedAt"));
    }

    @Test
    void a_receipt_for_which_consent_is_missing_is_sent_once_when_it_is_given() {
        people.consent(TARO);
        int before = people.mailsOf(TARO).size();
        Person person =
                person().signsInAs(TARO).places("Paper, 500 sheets", 4, "6.00").asksForTheReceipt();
        assertThat(person.text("#consent-application")).contains("orders-api");
        assertThat(person.page().locator("[data-scope='Mail.Send']").count()).isEqualTo(1);

        person.page().click("#consent-accept");
        person.isAskedToConfirm();
        assertThat(people.mailsOf(TARO)).hasSize(before);
        person.confirms();
        assertThat(person.notice()).isEqualTo("receipt-sent");
        assertThat(people.mailsOf(TARO)).hasSize(before + 1);
    }

    @Test
    void a_receipt_whose_exchange_is_refused_for_want_of_a_second_factor_is_sent_once_with_it() {
        people.consent(MAX, "Mail.Send");
        int before = people.mailsOf(MAX).size();
        Person max = person().signsInAs(MAX)
                .places("Security key", 2, "55.00")
                .asksForTheReceipt()
                .isAtTheTenant();

        max.verifies().isAskedToConfirm();
        assertThat(people.mailsOf(MAX)).hasSize(before);
        max.confirms();
        assertThat(max.notice()).isEqualTo("receipt-sent");
        assertThat(people.mailsOf(MAX)).hasSize(before + 1);
    }

    @Test
    void a_receipt_that_Graph_refuses_because_access_was_called_back_is_sent_once_after_a_new_sign_in() {
        people.consent(GINA, "Mail.Send");
        Person gina = person().signsInAs(GINA).places("Beamer", 1, "640.00").asksForTheReceipt();
        assertThat(gina.notice()).isEqualTo("receipt-sent");
        int before = people.mailsOf(GINA).size();

        people.revoke(GINA);
        gina.asksForTheReceipt().entersPasswordOf(GINA).isAskedToConfirm();
        assertThat(people.mailsOf(GINA)).hasSize(before);
        gina.confirms();
        assertThat(gina.notice()).isEqualTo("receipt-sent");
        assertThat(people.mailsOf(GINA)).hasSize(before + 1);
    }

    /** The order as orders-api tells the one who placed it. */
    JsonNode read(String order) {
        try {
            return new ObjectMapper().readTree(taro.get(order).answer());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
