package dev.onbehalf.web.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.web.page.PagesAlone;
import dev.onbehalf.web.page.TaroVisits;
import dev.onbehalf.web.page.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(PagesAlone.class)
@DisplayName("Listing orders")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ListingOrdersTest extends TaroVisits {

    @Test
    void an_empty_list_says_so_and_leads_to_the_form() {
        HtmlPage page = taro.open("/orders");
        assertThat(page.getElementById("no-orders")).isNotNull();
        assertThat(page.getElementById("orders")).isNull();
        assertThat(page.getElementById("new-order").getAttribute("href")).isEqualTo("/orders/new");
    }

    @Test
    void an_order_shows_its_item_its_total_its_state_and_leads_to_its_page() {
        api.hasOrders(1);
        HtmlPage page = taro.open("/orders");
        DomNode row = page.querySelector("[data-order]");
        assertThat(row.asNormalizedText()).contains("Desk 0", "€2,469.00", "Placed", "20 Nov 2026, 08:15 UTC");
        assertThat(page.getAnchorByText("Desk 0").getHrefAttribute())
                .isEqualTo("/orders/" + api.orders().getFirst().getString("id"));
    }

    @Test
    void more_than_twenty_orders_are_on_pages_that_lead_to_one_another() {
        api.hasOrders(45);
        HtmlPage first = taro.open("/orders");
        assertThat(rows(first)).hasSize(20);
        assertThat(Visitor.text(first, "page-of")).isEqualTo("Page 1 of 3");
        assertThat(first.getElementById("newer")).isNull();

        HtmlPage last = Visitor.press(Visitor.press(first, "older"), "older");
        assertThat(rows(last)).hasSize(5);
        assertThat(Visitor.text(last, "page-of")).isEqualTo("Page 3 of 3");
        assertThat(last.getElementById("older")).isNull();
    }

    @Test
    void a_page_beyond_the_last_leads_to_the_last() {
        api.hasOrders(45);
        HtmlPage page = taro.open("/orders?page=99");
        assertThat(Visitor.text(page, "page-of")).isEqualTo("Page 3 of 3");
    }

    @Test
    void a_page_number_that_is_none_means_the_first() {
        api.hasOrders(45);
        assertThat(List.of("0", "-1", "two", "99999999999"))
                .allSatisfy(number -> assertThat(Visitor.text(taro.open("/orders?page=" + number), "page-of"))
                        .isEqualTo("Page 1 of 3"));
    }

    @Test
    void markup_in_an_item_is_shown_as_text() {
        api.hasOrders(1);
        api.orders().getFirst().put("item", "<img src=x onerror=alert(1)>");
        assertThat(taro.open("/orders").getAnchorByText("<img src=x onerror=alert(1)>"))
                .isNotNull();
    }

    @Test
    void an_order_that_is_not_ones_own_is_not_found() {
        HtmlPage page = taro.open("/orders/00000000-0000-4000-8000-000000000000");
        assertThat(page.getWebResponse().getStatusCode()).isEqualTo(404);
        assertThat(Visitor.text(page, "problem-correlation")).isEqualTo("c-4711");
    }

    @Test
    void a_silent_API_is_said_to_be_silent() {
        api.stop();
        HtmlPage page = taro.open("/orders");
        assertThat(page.getWebResponse().getStatusCode()).isEqualTo(503);
        assertThat(Visitor.text(page, "problem-title")).isEqualTo("The orders service does not answer");
        assertThat(page.getElementById("problem-action").getAttribute("href")).isEqualTo("/orders");
    }

    private static List<DomNode> rows(HtmlPage page) {
        return page.querySelectorAll("[data-order]").stream().toList();
    }
}
