package dev.onbehalf.tenant.authorize;

import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.TestingBrowser.usual;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.http.Form;
import java.util.Map;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("The sign-in page")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class SignInPageTest {

    @Test
    void fills_in_a_person_who_is_clicked_and_signs_in(Entra entra) throws Exception {
        try (WebClient browser = browser()) {
            HtmlPage page = browser.getPage(authorize(entra, usual()));
            page.<HtmlButton>querySelector("[data-account='" + TARO + "']").click();

            assertThat(page.<HtmlInput>querySelector("#username").getValue()).isEqualTo(TARO);
            assertThat(page.<HtmlInput>querySelector("#password").getValue()).isEqualTo("Passw0rd!");

            browser.getOptions().setRedirectEnabled(false);
            var answer = page.<HtmlButton>querySelector("#sign-in").click().getWebResponse();
            assertThat(answer.getStatusCode()).isEqualTo(302);
            assertThat(answer.getResponseHeaderValue("Location")).contains("code=");
        }
    }

    @Test
    void says_clearly_that_it_is_not_Microsoft(Entra entra) throws Exception {
        try (WebClient browser = browser()) {
            HtmlPage page = browser.getPage(authorize(entra, usual()));

            assertThat(page.querySelector(".banner").asNormalizedText()).contains("Local tenant", "not Microsoft");
            assertThat(page.getTitleText()).contains("Local tenant");
            assertThat(page.getBody().asNormalizedText()).contains("web-frontend");
        }
    }

    @Test
    void can_be_used_without_seeing_it(Entra entra) throws Exception {
        try (WebClient browser = browser()) {
            HtmlPage page = browser.getPage(authorize(entra, usual()));

            assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
            for (String id : new String[] {"username", "password"}) {
                assertThat(page.<org.htmlunit.html.DomElement>querySelector("label[for=" + id + "]"))
                        .isNotNull();
            }
            assertThat(page.querySelectorAll("h1")).hasSize(1);
            assertThat(page.querySelectorAll("main")).hasSize(1);
        }
    }

    @Test
    void speaks_Japanese_to_those_who_do(TestingBrowser browser) {
        Answer page = browser.get(
                "/" + CONTOSO + "/oauth2/v2.0/authorize?" + Form.encode(usual()), "Accept-Language", "ja,en;q=0.5");

        assertThat(page.text()).contains("lang=\"ja\"", "サインイン", "Microsoft ではありません");
    }

    @Test
    void is_shown_in_no_frame_and_runs_no_foreign_script(TestingBrowser browser) {
        Answer page = browser.authorize(usual());

        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
        assertThat(page.text()).doesNotContain("onclick", "<style", "//cdn");
        assertThat(page.header("Cache-Control")).contains("no-store");
    }

    private static WebClient browser() {
        WebClient browser = new WebClient();
        browser.getOptions().setCssEnabled(false);
        browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
        return browser;
    }

    private static String authorize(Entra entra, Map<String, String> parameters) {
        return entra.http() + "/" + CONTOSO + "/oauth2/v2.0/authorize?" + Form.encode(parameters);
    }
}
