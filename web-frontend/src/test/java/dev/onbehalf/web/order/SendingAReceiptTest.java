package dev.onbehalf.web.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.web.page.PagesAlone;
import dev.onbehalf.web.page.TaroVisits;
import dev.onbehalf.web.page.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(PagesAlone.class)
@DisplayName("E-mailing the receipt")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SendingAReceiptTest extends TaroVisits {

    @BeforeEach
    void hasThreeOrders() {
        api.hasOrders(3);
    }

    private HtmlPage order(int number) {
        return taro.open("/orders/" + api.orders().get(number).getString("id"));
    }

    @Test
    void says_that_it_is_sent_and_when() {
        HtmlPage sent = Visitor.press(order(0), "send-receipt");
        String when = api.orders().getFirst().getString("receiptSentAt");
        assertThat(Visitor.text(sent, "notice")).startsWith("The receipt is on its way");
        assertThat(sent.<org.htmlunit.html.HtmlElement>querySelector("#notice time")
                        .getAttribute("datetime"))
                .isEqualTo(when);
        assertThat(sent.getElementById("receipt-sent-at")).isNotNull();
        assertThat(api.receipts()).hasSize(1);
    }

    @Test
    void from_two_tabs_or_by_two_clicks_sends_one() {
        HtmlPage one = order(0);
        HtmlPage two = order(0);
        Visitor.press(one, "send-receipt");
        Visitor.press(one, "send-receipt");
        Visitor.press(two, "send-receipt");
        assertThat(api.receipts()).hasSize(1);
    }

    @Test
    void again_is_possible_for_those_who_saw_that_the_first_was_sent() {
        HtmlPage sent = Visitor.press(order(0), "send-receipt");
        assertThat(Visitor.text(sent, "send-receipt")).isEqualTo("E-mail it again");
        Visitor.press(sent, "send-receipt");
        Visitor.press(sent, "send-receipt");
        assertThat(api.receipts()).hasSize(2);
    }

    @Test
    void after_a_silence_of_the_API_names_the_same_mail_again() {
        HtmlPage page = order(0);
        api.stop();
        HtmlPage silent = Visitor.press(page, "send-receipt");
        assertThat(silent.getWebResponse().getStatusCode()).isEqualTo(503);
        assertThat(silent.getElementById("problem-action").getAttribute("href"))
                .isEqualTo("/orders/" + api.orders().getFirst().getString("id"));
        String key = key(page);
        var orders = api.orders();
        api.start();
        api.orders().addAll(orders);
        assertThat(key(Visitor.press(silent, "problem-action"))).isEqualTo(key);
    }

    @Test
    void that_is_being_sent_already_is_to_be_waited_for_under_the_same_key() {
        HtmlPage page = order(0);
        answers("receipt-under-way");
        HtmlPage waiting = Visitor.press(page, "send-receipt");
        assertThat(waiting.getElementById("notice").getAttribute("data-notice")).isEqualTo("receipt-under-way");
        assertThat(key(waiting)).isEqualTo(key(page));
    }

    @Test
    void of_which_nobody_knows_whether_it_was_sent_can_be_asked_for_as_another_one() {
        HtmlPage page = order(0);
        answers("receipt-unconfirmed");
        HtmlPage unknown = Visitor.press(page, "send-receipt");
        assertThat(unknown.getElementById("notice").getAttribute("data-notice")).isEqualTo("receipt-unconfirmed");
        assertThat(Visitor.text(unknown, "send-receipt")).isEqualTo("E-mail it again");
        assertThat(key(unknown)).isNotEqualTo(key(page)).matches("[A-Za-z0-9_-]{1,64}");
    }

    private void answers(String slug) {
        api.answers(
                "POST /orders/" + api.orders().getFirst().getString("id") + "/receipt",
                409,
                new JsonObject().put("type", "https://onbehalf.dev/problems/" + slug));
    }

    @Test
    void is_not_offered_for_what_is_cancelled() {
        assertThat(order(1).getElementById("receipt")).isNotNull();
        assertThat(order(2).getElementById("receipt")).isNull();
    }

    @Test
    void with_a_key_that_is_none_of_ours_sends_nothing() {
        HtmlPage page = order(0);
        page.<HtmlInput>querySelector("#receipt input[name=key]").setValue("a b");
        assertThat(Visitor.press(page, "send-receipt").getWebResponse().getStatusCode())
                .isEqualTo(400);
        assertThat(api.receipts()).isEmpty();
    }

    private static String key(HtmlPage page) {
        return page.<HtmlInput>querySelector("#receipt input[name=key]").getValue();
    }
}
