package dev.onbehalf.web.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.web.page.PagesAlone;
import dev.onbehalf.web.page.TaroVisits;
import dev.onbehalf.web.page.TestingSignIn;
import dev.onbehalf.web.page.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(PagesAlone.class)
@DisplayName("Inspecting tokens")
@DisplayNameGeneration(ReplaceUnderscores.class)
class InspectingTokensTest extends TaroVisits {

    @Test
    void shows_no_signature_and_nothing_that_could_be_used_as_a_token() {
        String html = taro.open("/inspector").getWebResponse().getContentAsString();
        assertThat(html).doesNotContain(TestingSignIn.SIGNATURE).doesNotContain("eyJ");
    }

    @Test
    void shows_the_claims_of_id_token_API_token_and_exchanged_token_side_by_side() {
        HtmlPage page = taro.open("/inspector");
        assertThat(cells(page, "aud"))
                .containsExactly(
                        "11111111-1111-4111-8111-000000000001",
                        "22222222-2222-4222-8222-000000000001",
                        "https://graph.microsoft.com");
        assertThat(page.<HtmlElement>querySelector("[data-claim=aud]").getAttribute("data-differs"))
                .isEqualTo("true");
        assertThat(page.<HtmlElement>querySelector("[data-claim=tid]").getAttribute("data-differs"))
                .isEqualTo("false");
    }

    @Test
    void says_in_plain_words_what_changes_between_them() {
        HtmlPage page = taro.open("/inspector");
        assertThat(page.querySelectorAll("[data-changed]").stream()
                        .map(node -> ((HtmlElement) node).getAttribute("data-changed")))
                .contains("aud", "azp", "scp", "sub")
                .doesNotContain("tid", "oid");
        assertThat(page.querySelector("[data-changed=aud] p").getTextContent())
                .contains("Each token is for one receiver only");
    }

    @Test
    void shows_the_eight_checks_with_their_results() {
        HtmlPage page = taro.open("/inspector");
        assertThat(page.querySelectorAll("[data-check]")).hasSize(9);
        assertThat(page.<HtmlElement>querySelector("[data-check=audience]").getAttribute("data-passed"))
                .isEqualTo("true");
        assertThat(page.<HtmlElement>querySelector("[data-check=permission]").getAttribute("data-passed"))
                .isEqualTo("false");
        assertThat(Visitor.text(page, "checks-passed")).isEqualTo("7 of 8 passed");
        assertThat(page.querySelector("[data-check=not-before]").getTextContent())
                .contains("It is already valid", "detail of not-before");
    }

    @Test
    void folds_away_long_arrays() {
        try (Visitor gina = Visitor.signedIn("gina", "en")) {
            HtmlPage page = gina.open("/inspector");
            HtmlElement folded = page.querySelector("[data-claim=groups] details");
            assertThat(folded.hasAttribute("open")).isFalse();
            assertThat(folded.<HtmlElement>querySelector("summary").getTextContent())
                    .contains("group-000", "Show all 250")
                    .doesNotContain("group-100");
            assertThat(folded.querySelectorAll("li")).hasSize(250);
        }
    }

    @Test
    void shows_the_claims_of_the_session_also_when_the_API_does_not_answer() {
        api.stop();
        HtmlPage page = taro.open("/inspector");
        assertThat(page.getWebResponse().getStatusCode()).isEqualTo(200);
        assertThat(page.getElementById("api-silent")).isNotNull();
        assertThat(cells(page, "aud")).hasSize(2);
    }

    @Test
    void shows_why_the_API_refuses() {
        api.answers(
                "GET /token",
                401,
                new JsonObject()
                        .put("type", "https://onbehalf.dev/problems/wrong-audience")
                        .put("title", "Not for this API"));
        assertThat(Visitor.text(taro.open("/inspector"), "api-refused")).contains("401", "Not for this API");
    }

    private static List<String> cells(HtmlPage page, String claim) {
        return page.querySelectorAll("[data-claim=" + claim + "] td").stream()
                .map(cell -> cell.getTextContent().strip())
                .toList();
    }
}
