package dev.onbehalf.tenant.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import java.net.URI;
import java.util.List;
import org.htmlunit.BrowserVersion;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The admin page")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class AdminPageTest {

    @Test
    void is_shown_to_browsers_in_their_language(Entra entra, TestingBrowser browser) {
        assertThat(get(entra, browser, "/").text()).contains("Local tenant: behind the scenes", "not Microsoft Entra");
        assertThat(get(entra, browser, "/", "Accept-Language", "ja").text()).contains("<html lang=\"ja\">", "ローカルテナント");
    }

    @Test
    void holds_no_data_and_no_script_of_its_own(Entra entra, TestingBrowser browser) {
        browser.tokens("taro@contoso.test");
        Answer page = get(entra, browser, "/");

        assertThat(page.text()).doesNotContain("Passw0rd", "taro@", "onclick", "javascript:", "style=");
        assertThat(page.text()).doesNotContainPattern("<script(?! src)");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/page.css", "/assets/admin.css", "/assets/admin.js"})
    void comes_with_its_assets(String path, Entra entra, TestingBrowser browser) {
        assertThat(get(entra, browser, path).status()).isEqualTo(200);
        assertThat(get(entra, browser, path).header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void has_every_button_that_its_script_presses(Entra entra, TestingBrowser browser) {
        String page = get(entra, browser, "/").text();
        String script = get(entra, browser, "/assets/admin.js").text();

        for (String id :
                List.of("failed", "fault", "policy", "now", "in-force", "audit", "people", "names", "outbox")) {
            assertThat(page).contains("id=\"" + id + "\"");
            assertThat(script).contains("'" + id + "'");
        }
        assertThat(script).doesNotContain("innerHTML", "outerHTML", "eval(", "document.write");
    }

    @Test
    void is_not_for_other_names_that_point_here(Entra entra) throws Exception {
        try (var socket = new java.net.Socket("127.0.0.1", entra.admin().getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n".getBytes());
            assertThat(new String(socket.getInputStream().readAllBytes())).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void parses_as_a_page(Entra entra) throws Exception {
        try (var client = new WebClient(BrowserVersion.FIREFOX)) {
            client.getOptions().setJavaScriptEnabled(false);
            HtmlPage page = client.getPage(entra.admin().resolve("/").toURL());

            assertThat(page.getTitleText()).isEqualTo("Local tenant: behind the scenes");
            assertThat(page.getForms()).hasSize(2);
            assertThat(page.querySelectorAll("button[data-method]").size()).isGreaterThan(8);
            assertThat(page.querySelectorAll("label > select, label > input").size())
                    .isEqualTo(8);
        }
    }

    @Test
    void is_on_no_other_port(TestingBrowser browser) {
        assertThat(browser.get("/assets/admin.js").status()).isEqualTo(404);
    }

    private static Answer get(Entra entra, TestingBrowser browser, String path, String... headers) {
        URI page = entra.admin().resolve(path);
        return browser.get(page.toString(), headers);
    }
}
