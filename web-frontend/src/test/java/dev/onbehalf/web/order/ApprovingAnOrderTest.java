package dev.onbehalf.web.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.web.page.PagesAlone;
import dev.onbehalf.web.page.TestingOrdersApi;
import dev.onbehalf.web.page.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(PagesAlone.class)
@DisplayName("Approving an order")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ApprovingAnOrderTest {

    @Inject
    TestingOrdersApi api;

    private Visitor hana;

    @BeforeEach
    void open() {
        api.start();
        hana = Visitor.signedIn("hana", "en");
    }

    @AfterEach
    void close() {
        hana.close();
    }

    private String id() {
        return api.orders().getFirst().getString("id");
    }

    @Test
    void begins_at_the_list_of_what_waits_which_those_with_the_role_find_beside_their_own() {
        api.hasOrdersOfTaro(1);
        assertThat(hana.open("/").getElementById("go-awaiting")).isNotNull();
        HtmlPage list = Visitor.press(hana.open("/orders"), "tab-awaiting");
        assertThat(list.getUrl().getPath()).isEqualTo("/orders/awaiting-approval");
        assertThat(list.getElementById("tab-awaiting").getAttribute("aria-current"))
                .isEqualTo("page");
        assertThat(list.getElementById("awaiting-approval").asNormalizedText())
                .contains("Desk 0", "田中 太郎", "€2,469.00");
        assertThat(list.getAnchorByText("Desk 0").getHrefAttribute()).isEqualTo("/orders/" + id());
    }

    @Test
    void is_not_offered_to_those_without_the_role() {
        try (Visitor taro = Visitor.taro()) {
            assertThat(taro.open("/orders").getElementById("order-tabs")).isNull();
            assertThat(taro.open("/").getElementById("go-awaiting")).isNull();
            HtmlPage refused = taro.open("/orders/awaiting-approval");
            assertThat(refused.getWebResponse().getStatusCode()).isEqualTo(403);
            assertThat(refused.getElementById("problem")).isNotNull();
        }
    }

    @Test
    void has_nothing_to_do_where_nothing_waits() {
        HtmlPage list = hana.open("/orders/awaiting-approval");
        assertThat(list.getElementById("nothing-awaiting")).isNotNull();
        assertThat(list.getElementById("awaiting-approval")).isNull();
    }

    @Test
    void has_pages_that_lead_to_one_another() {
        api.hasOrdersOfTaro(25);
        HtmlPage second = Visitor.press(hana.open("/orders/awaiting-approval"), "newer");
        assertThat(Visitor.text(second, "page-of")).isEqualTo("Page 2 of 2");
        assertThat(Visitor.text(hana.open("/orders/awaiting-approval?page=9"), "page-of"))
                .isEqualTo("Page 2 of 2");
    }

    @Test
    void asks_first_and_then_says_that_it_is_done_and_when() {
        api.hasOrdersOfTaro(1);
        HtmlPage order = hana.open("/orders/" + id());
        assertThat(Visitor.text(order, "order-placed-by")).isEqualTo("田中 太郎");
        assertThat(Visitor.text(order, "approve")).contains("田中 太郎", "€2,469.00");
        assertThat(order.getElementById("approve-step-up"))
                .as("nothing more is needed for this one")
                .isNull();
        HtmlPage approved = Visitor.press(order, "confirm-approve");
        assertThat(Visitor.text(approved, "notice")).isEqualTo("The order is approved.");
        assertThat(Visitor.text(approved, "order-status")).isEqualTo("Approved");
        assertThat(approved.getElementById("order-approved-at")).isNotNull();
        assertThat(approved.getElementById("approve")).isNull();
    }

    @Test
    void says_beforehand_when_a_second_factor_will_be_asked_for() {
        api.hasOrdersOfTaro(1);
        api.orders().getFirst().put("stepUp", true);
        assertThat(Visitor.text(hana.open("/orders/" + id()), "approve-step-up"))
                .contains("second factor");
    }

    @Test
    void is_all_one_can_do_with_an_order_of_somebody_else() {
        api.hasOrdersOfTaro(1);
        HtmlPage order = hana.open("/orders/" + id());
        assertThat(order.getElementById("cancel")).isNull();
        assertThat(order.getElementById("receipt")).isNull();
        assertThat(order.getAnchorByHref("/orders/awaiting-approval")).isNotNull();
    }

    @Test
    void is_not_offered_for_ones_own() {
        api.hasOrders(1);
        assertThat(hana.open("/orders/" + id()).getElementById("approve")).isNull();
    }

    @Test
    void of_an_order_that_is_cancelled_by_now_changes_nothing_and_says_so() {
        api.hasOrdersOfTaro(1);
        HtmlPage order = hana.open("/orders/" + id());
        api.answers(
                "POST /orders/" + id() + "/approve",
                409,
                new JsonObject().put("type", "https://onbehalf.dev/problems/order-cancelled"));
        assertThat(Visitor.text(Visitor.press(order, "confirm-approve"), "notice"))
                .isEqualTo("This order cannot be approved any more: it is cancelled.");
    }
}
