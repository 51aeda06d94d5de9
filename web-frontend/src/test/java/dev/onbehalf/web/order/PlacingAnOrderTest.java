package dev.onbehalf.web.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.web.page.PagesAlone;
import dev.onbehalf.web.page.TaroVisits;
import dev.onbehalf.web.page.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTextArea;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(PagesAlone.class)
@DisplayName("Placing an order")
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlacingAnOrderTest extends TaroVisits {

    @Test
    void leads_to_the_order_and_says_that_it_is_placed() {
        HtmlPage placed = Visitor.press(filled("Standing desk", "2", "12.50"), "place-order");
        assertThat(placed.getUrl().getFile())
                .isEqualTo("/orders/" + api.orders().getFirst().getString("id") + "?placed");
        assertThat(Visitor.text(placed, "notice")).isEqualTo("Your order is placed.");
        assertThat(Visitor.text(placed, "order-item")).isEqualTo("Standing desk");
        assertThat(api.orders().getFirst().getString("note")).isEqualTo("By Friday");
    }

    @Test
    void a_comma_is_as_good_as_a_point() {
        Visitor.press(filled("Standing desk", "2", "12,50"), "place-order");
        assertThat(api.orders().getFirst().getDouble("unitPrice")).isEqualTo(12.5);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "item,''",
        "quantity,0",
        "quantity,1000",
        "quantity,1.5",
        "unitPrice,0",
        "unitPrice,abc",
        "unitPrice,1.234"
    })
    void a_mistake_is_shown_at_its_field_and_nothing_typed_is_lost(String field, String wrong) {
        HtmlPage form = filled("Standing desk", "2", "12.50");
        ((HtmlInput) form.getElementById(field)).setValue(wrong);
        HtmlPage again = Visitor.press(form, "place-order");
        assertThat(again.getWebResponse().getStatusCode()).isEqualTo(422);
        assertThat(Visitor.text(again, field + "-error")).startsWith("Please ");
        assertThat(again.getElementById(field).getAttribute("aria-invalid")).isEqualTo("true");
        assertThat(again.getElementById(field).getAttribute("aria-describedby")).contains(field + "-error");
        assertThat(again.getElementById(field).getAttribute("value")).isEqualTo(wrong);
        assertThat(((HtmlTextArea) again.getElementById("note")).getText()).isEqualTo("By Friday");
        assertThat(api.orders()).isEmpty();
    }

    @Test
    void what_the_API_minds_is_shown_at_the_field_too() {
        JsonArray errors = new JsonArray()
                .add(new JsonObject().put("field", "item").put("message", "is no longer sold"))
                .add(new JsonObject().put("field", "budget").put("message", "is used up"));
        api.answers(
                "POST /orders",
                400,
                new JsonObject()
                        .put("type", "https://onbehalf.dev/problems/invalid-order")
                        .put("errors", errors));
        HtmlPage again = Visitor.press(filled("Standing desk", "2", "12.50"), "place-order");
        assertThat(Visitor.text(again, "item-error")).isEqualTo("is no longer sold");
        assertThat(Visitor.text(again, "form-trouble")).contains("budget: is used up");
        assertThat(again.getElementById("item").getAttribute("value")).isEqualTo("Standing desk");
    }

    @Test
    void sending_the_form_twice_places_one_order() {
        HtmlPage form = filled("Standing desk", "2", "12.50");
        Visitor.press(form, "place-order");
        Visitor.press(form, "place-order");
        assertThat(api.asked()).filteredOn("POST /orders"::equals).hasSize(2);
        assertThat(api.orders()).hasSize(1);
    }

    @Test
    void opening_the_form_twice_places_two() {
        Visitor.press(filled("Standing desk", "2", "12.50"), "place-order");
        Visitor.press(filled("Standing desk", "2", "12.50"), "place-order");
        assertThat(api.orders()).hasSize(2);
    }

    @Test
    void a_used_form_with_other_content_is_offered_as_a_second_order() {
        api.answers(
                "POST /orders",
                422,
                new JsonObject().put("type", "https://onbehalf.dev/problems/idempotency-key-reused"));
        HtmlPage form = filled("Standing desk", "2", "12.50");
        HtmlPage again = Visitor.press(form, "place-order");
        assertThat(again.getElementById("form-trouble").getAttribute("data-trouble"))
                .isEqualTo("key-used");
        assertThat(key(again)).isNotEqualTo(key(form));
    }

    @Test
    void a_silent_API_loses_nothing_and_a_second_attempt_is_safe() {
        HtmlPage form = filled("Standing desk", "2", "12.50");
        api.stop();
        HtmlPage again = Visitor.press(form, "place-order");
        assertThat(again.getWebResponse().getStatusCode()).isEqualTo(503);
        assertThat(again.getElementById("form-trouble").getAttribute("data-trouble"))
                .isEqualTo("unreachable");
        assertThat(again.getElementById("item").getAttribute("value")).isEqualTo("Standing desk");
        assertThat(key(again)).isEqualTo(key(form));

        api.start();
        assertThat(Visitor.text(Visitor.press(again, "place-order"), "notice")).isEqualTo("Your order is placed.");
    }

    @Test
    void cancelling_asks_first_and_then_says_that_it_is_done() {
        api.hasOrders(1);
        HtmlPage order = taro.open("/orders/" + api.orders().getFirst().getString("id"));
        assertThat(order.<HtmlElement>querySelector("details #confirm-cancel"))
                .as("the button is behind a question")
                .isNotNull();
        HtmlPage cancelled = Visitor.press(order, "confirm-cancel");
        assertThat(Visitor.text(cancelled, "notice")).isEqualTo("Your order is cancelled.");
        assertThat(Visitor.text(cancelled, "order-status")).isEqualTo("Cancelled");
        assertThat(cancelled.getElementById("cancel")).isNull();
    }

    @Test
    void an_order_that_can_no_longer_be_cancelled_stays_and_the_page_says_so() {
        api.hasOrders(1);
        String id = api.orders().getFirst().getString("id");
        HtmlPage order = taro.open("/orders/" + id);
        api.answers(
                "POST /orders/" + id + "/cancel",
                409,
                new JsonObject().put("type", "https://onbehalf.dev/problems/order-not-cancellable"));
        assertThat(Visitor.text(Visitor.press(order, "confirm-cancel"), "notice"))
                .isEqualTo("This order can no longer be cancelled.");
    }

    private HtmlPage filled(String item, String quantity, String unitPrice) {
        HtmlPage form = taro.open("/orders/new");
        // The browser's own checks would come first; the server's are looked at here.
        form.getElementById("order-form").setAttribute("novalidate", "novalidate");
        ((HtmlInput) form.getElementById("item")).setValue(item);
        ((HtmlInput) form.getElementById("quantity")).setValue(quantity);
        ((HtmlInput) form.getElementById("unitPrice")).setValue(unitPrice);
        ((HtmlTextArea) form.getElementById("note")).setText("By Friday");
        return form;
    }

    private static String key(HtmlPage page) {
        return page.<HtmlInput>querySelector("input[name=key]").getValue();
    }
}
