package dev.onbehalf.web.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.web.page.PagesAlone;
import dev.onbehalf.web.page.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(PagesAlone.class)
@DisplayName("Welcoming a visitor")
@DisplayNameGeneration(ReplaceUnderscores.class)
class WelcomingAVisitorTest {

    @Test
    void everybody_sees_what_this_is_and_where_to_sign_in() {
        try (Visitor visitor = Visitor.anonymous("en")) {
            HtmlPage page = visitor.open("/");
            assertThat(page.getWebResponse().getStatusCode()).isEqualTo(200);
            assertThat(page.getElementById("sign-in").getAttribute("href")).isEqualTo("/sign-in");
            assertThat(Visitor.text(page, "chain"))
                    .contains("Browser", "web-frontend", "orders-api", "Microsoft Graph", "Microsoft Entra ID");
            assertThat(page.getElementById("sign-out")).isNull();
        }
    }

    @Test
    void somebody_who_is_signed_in_is_greeted_by_name_and_shown_where_to_go() {
        try (Visitor visitor = Visitor.taro()) {
            HtmlPage page = visitor.open("/");
            assertThat(Visitor.text(page, "welcome")).isEqualTo("Welcome, 田中 太郎");
            assertThat(page.getElementById("go-new-order").getAttribute("href")).isEqualTo("/orders/new");
            assertThat(page.getElementById("sign-in")).isNull();
        }
    }

    @Test
    void the_menu_says_who_is_signed_in_and_has_a_sign_out_form_with_its_token() {
        try (Visitor visitor = Visitor.taro()) {
            HtmlPage page = visitor.open("/");
            assertThat(Visitor.text(page, "user-name")).isEqualTo("田中 太郎");
            assertThat(Visitor.text(page, "user-login")).isEqualTo("taro@contoso.test");
            assertThat(page.getForms())
                    .filteredOn(form -> form.getActionAttribute().equals("/sign-out"))
                    .singleElement()
                    .satisfies(form -> {
                        assertThat(form.getMethodAttribute()).isEqualTo("post");
                        assertThat(form.getInputByName("csrf-token").getValue()).hasSizeGreaterThan(20);
                    });
        }
    }
}
