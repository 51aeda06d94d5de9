package dev.onbehalf.web.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.web.page.PagesAlone;
import dev.onbehalf.web.page.TaroVisits;
import dev.onbehalf.web.page.Visitor;
import dev.onbehalf.web.session.TestingClock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(PagesAlone.class)
@DisplayName("Finding a product")
@DisplayNameGeneration(ReplaceUnderscores.class)
class FindingAProductTest extends TaroVisits {

    @Inject
    TestingClock clock;

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private HtmlPage searched(String words) {
        HtmlPage form = taro.open("/orders/new");
        ((HtmlInput) form.getElementById("q")).setValue(words);
        return Visitor.press(form, "search-products");
    }

    private void answers(int status, String slug) {
        api.answers(
                "GET /products",
                status,
                new JsonObject()
                        .put("type", "https://onbehalf.dev/problems/" + slug)
                        .put("title", slug));
    }

    @Test
    void needs_no_script_and_shows_the_best_with_their_price() {
        HtmlPage page = searched("desk");
        assertThat(page.getUrl().getFile()).isEqualTo("/orders/new?q=desk");
        assertThat(Visitor.text(page, "found")).isEqualTo("1 of 12 for “desk”, best first");
        assertThat(Visitor.text(page, "products"))
                .contains("Standing desk", "Electric height adjustment.", "€549.00", "Out of stock");
        assertThat(((HtmlInput) page.getElementById("q")).getValue()).isEqualTo("desk");
    }

    @Test
    void leads_into_the_form_below() throws IOException {
        HtmlAnchor take = searched("desk").querySelector("#products a");
        assertThat(take.getAttribute("aria-label")).isEqualTo("Take this one: Standing desk");
        HtmlPage form = take.click();
        assertThat(((HtmlInput) form.getElementById("item")).getValue()).isEqualTo("Standing desk");
        assertThat(((HtmlInput) form.getElementById("unitPrice")).getValue()).isEqualTo("549.00");
        assertThat(Visitor.text(Visitor.press(form, "place-order"), "notice")).isEqualTo("Your order is placed.");
    }

    @Test
    void speaks_Japanese_where_the_product_does() {
        try (Visitor visitor = Visitor.signedIn("taro", "ja")) {
            assertThat(Visitor.text(visitor.open("/orders/new?q=desk"), "products"))
                    .contains("昇降デスク", "電動昇降", "在庫切れ");
        }
    }

    @Test
    void asks_nothing_of_anybody_before_somebody_looks() {
        taro.open("/orders/new");
        taro.open("/orders/new?q=+");
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void in_vain_says_so_and_leaves_the_form() {
        HtmlPage page = searched("unicorn <b>");
        assertThat(Visitor.text(page, "nothing-found")).contains("“unicorn <b>”");
        assertThat(page.getElementById("order-form")).isNotNull();
    }

    @Test
    void is_hidden_for_a_while_where_there_is_no_search() {
        answers(501, "search-not-configured");
        assertThat(searched("desk").getElementById("search-trouble").getAttribute("data-trouble"))
                .isEqualTo("not-configured");
        HtmlPage later = taro.open("/orders/new");
        assertThat(later.getElementById("product-search")).isNull();
        assertThat(later.getElementById("order-form")).isNotNull();
        clock.putForward(Duration.ofMinutes(11));
        assertThat(taro.open("/orders/new").getElementById("product-search")).isNotNull();
        clock.reset();
        api.start();
        taro.open("/orders/new?q=desk");
        assertThat(taro.open("/orders/new").getElementById("product-search"))
                .as("once it has answered")
                .isNotNull();
    }

    @Test
    void keeps_nobody_from_ordering_when_it_fails() {
        answers(503, "downstream-unavailable");
        HtmlPage page = searched("desk");
        assertThat(page.getElementById("search-trouble").getAttribute("data-trouble"))
                .isEqualTo("silent");
        assertThat(page.getElementById("order-form")).isNotNull();
        api.stop();
        assertThat(taro.open("/orders/new?q=desk").getElementById("search-trouble"))
                .isNotNull();
    }

    @Test
    void that_somebody_may_not_see_is_explained() {
        answers(403, "downstream-forbidden");
        HtmlPage page = searched("desk");
        assertThat(page.getElementById("problem").getAttribute("data-type")).isEqualTo("downstream-forbidden");
    }

    @Test
    void shortens_what_is_too_long_to_look_for() {
        assertThat(taro.open("/orders/new?q=" + "desk".repeat(100)).getElementById("found"))
                .isNotNull();
    }
}
