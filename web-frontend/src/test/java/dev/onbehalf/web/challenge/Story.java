package dev.onbehalf.web.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.web.signin.RecordingApi;
import dev.onbehalf.web.signin.SomebodySignsIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.Cookie;

/** Somebody signed in, an API that wants more of them, and the real pages of the local tenant in between. */
abstract class Story extends SomebodySignsIn {

    static final String SECOND_FACTOR = "{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}";

    RecordingApi api() {
        return tenant.api();
    }

    List<RecordingApi.Call> calls(String method, String path) {
        return api().calls().stream()
                .filter(call -> call.method().equals(method) && call.path().equals(path))
                .toList();
    }

    HtmlPage page(String path) {
        return (HtmlPage) browser.open(path);
    }

    static HtmlPage click(HtmlPage page, String id) {
        HtmlElement element = (HtmlElement) page.getElementById(id);
        assertThat(element)
                .as("#%s on %s: %s", id, page.getUrl(), page.asNormalizedText())
                .isNotNull();
        try {
            return element.click();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tenant forgets who this browser is; the application does not. */
    void signOutOfTheTenantOnly() {
        for (Cookie cookie : List.copyOf(browser.client().getCookieManager().getCookies())) {
            if (!cookie.getName().startsWith("q_") && !cookie.getName().startsWith("csrf")) {
                browser.client().getCookieManager().removeCookie(cookie);
            }
        }
    }

    static void assertProblem(HtmlPage page, String kind) {
        HtmlElement problem = (HtmlElement) page.getElementById("problem");
        assertThat(problem).as(page.getUrl() + ": " + page.asNormalizedText()).isNotNull();
        assertThat(problem.getAttribute("data-kind")).isEqualTo(kind);
    }

    static String wayBack(HtmlPage page) {
        return page.getElementById("problem-action").getAttribute("href");
    }

    void assertStillSignedInAs(String name) {
        assertThat(page("/orders/new").getElementById("user-name").getTextContent())
                .isEqualTo(name);
    }
}
