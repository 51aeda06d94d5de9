package dev.onbehalf.tenant.authorize;

import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.HANA;
import static dev.onbehalf.tenant.Seeded.PASSWORD;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.TestingBrowser.usual;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What it holds, without a browser; how it behaves in one is in {@link SignInPageTest}. */
@DisplayName("On the sign-in page")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class OnTheSignInPageTest {

    @Test
    void everybody_can_be_chosen_by_face_name_and_purpose(Entra entra, TestingBrowser browser) {
        String page = browser.authorize(usual()).text();

        assertThat(page).contains("<h2 id=\"people\">People in this tenant</h2>", "<code>" + PASSWORD + "</code>");
        for (var person : entra.directory().people()) {
            assertThat(page).contains("data-account=\"" + person.userPrincipalName() + "\"", person.description());
        }
        assertThat(page).contains(">田</span>", "田中 太郎<small>" + TARO + "</small><small>Everyday user</small>");
    }

    @Test
    void the_cursor_is_where_something_is_missing(TestingBrowser browser) {
        assertThat(focused(browser.authorize(usual()))).isEqualTo("username");
        assertThat(focused(browser.authorize(usual("login_hint", TARO)))).isEqualTo("password");
    }

    @Test
    void the_way_out_comes_after_the_way_in_because_the_first_is_what_Enter_presses(TestingBrowser browser) {
        Answer page = browser.authorize(usual());

        assertThat(page.text().indexOf("id=\"sign-in\""))
                .isPositive()
                .isLessThan(page.text().indexOf("id=\"cancel\""));
        Answer cancelled =
                browser.post("/" + CONTOSO + "/login", Map.of("request", page.hidden("request"), "cancel", "1"));
        assertThat(cancelled.redirected()).containsEntry("error", "access_denied");
    }

    @Test
    void what_went_wrong_is_told_by_its_number_and_the_name_is_kept(TestingBrowser browser) {
        Answer page = browser.enter(browser.authorize(usual()), TARO, "wrong");

        assertThat(page.text())
                .contains("id=\"error-message\"", "role=\"alert\"", "AADSTS50126: ", "value=\"" + TARO + "\"");
        assertThat(focused(page)).isEqualTo("password");
        assertThat(browser.authorize(usual()).text()).doesNotContain("error-message");
    }

    @Test
    void those_who_are_signed_in_can_be_picked_by_face_and_name_or_somebody_else(TestingBrowser browser) {
        browser.signIn(HANA, usual());

        assertThat(browser.authorize(usual("prompt", "select_account")).text())
                .contains("<h1>Pick an account</h1>", "web-frontend")
                .contains("data-account=\"" + HANA + "\"", ">H</span>", "Hana Suzuki<small>" + HANA + " · Signed in")
                .contains("id=\"use-another-account\"", "id=\"cancel\"")
                .doesNotContain("田中");
    }

    private static String focused(Answer page) {
        var inputs = page.text()
                .lines()
                .filter(line -> line.contains("<input") && line.contains(" autofocus"))
                .toList();
        assertThat(inputs).hasSize(1);
        return inputs.getFirst().replaceAll(".*<input id=\"([^\"]*)\".*", "$1");
    }
}
