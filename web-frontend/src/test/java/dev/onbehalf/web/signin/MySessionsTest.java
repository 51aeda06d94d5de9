package dev.onbehalf.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.web.session.TestingClock;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(SigningInTest.WithTenant.class)
@DisplayName("The page about one's sessions")
@DisplayNameGeneration(ReplaceUnderscores.class)
class MySessionsTest {

    private static final String TARO = "taro@contoso.test";
    private static final String FIREFOX =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0";

    @TestHTTPResource("/")
    URL application;

    @Inject
    TestingClock clock;

    LocalTenant tenant;
    private TestingBrowser here;
    private TestingBrowser there;

    @BeforeEach
    void signInTwice() {
        tenant.reset();
        here = new TestingBrowser(application);
        there = new TestingBrowser(application);
        there.client().addRequestHeader("User-Agent", FIREFOX);
        here.signIn("/orders/new", TARO);
        endOthers(here);
        there.signIn("/orders/new", TARO);
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
        clock.reset();
    }

    /** Other tests leave sessions behind. */
    private static HtmlPage endOthers(TestingBrowser browser) {
        HtmlPage page = (HtmlPage) browser.open("/sessions");
        return page.getElementById("end-others") == null ? page : press(page, "#end-others");
    }

    private HtmlPage sessions() {
        return (HtmlPage) here.open("/sessions");
    }

    private static HtmlPage press(HtmlPage page, String selector) {
        try {
            return page.<HtmlElement>querySelector(selector).click();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSignedIn(TestingBrowser browser) {
        return browser.ask("/orders/new").getStatusCode() == 200;
    }

    @Test
    void lists_each_browser_once_and_marks_the_one_it_is_shown_in() {
        HtmlPage page = sessions();
        assertThat(page.querySelectorAll("[data-session]")).hasSize(2);
        assertThat(page.querySelectorAll("[data-here]")).hasSize(1);
        assertThat(page.<HtmlElement>querySelector("[data-session]:not([data-here])")
                        .asNormalizedText())
                .contains("Firefox · Windows", "UTC");
    }

    @Test
    void signs_out_another_browser_at_once_and_leaves_this_one() {
        HtmlPage after = press(sessions(), "[data-session]:not([data-here]) button");
        assertThat(after.getElementById("notice").getAttribute("data-notice")).isEqualTo("ended");
        assertThat(after.querySelectorAll("[data-session]")).hasSize(1);
        assertThat(isSignedIn(there)).isFalse();
        assertThat(isSignedIn(here)).isTrue();
        assertThat(tenant.api().calls())
                .as("orders-api forgets what it got in this person's name")
                .anyMatch(call -> call.method().equals("DELETE") && call.path().equals("/token"));
    }

    @Test
    void signs_out_all_others_by_one_button() {
        try (TestingBrowser third = new TestingBrowser(application)) {
            third.signIn("/orders/new", TARO);
            HtmlPage after = press(sessions(), "#end-others");
            assertThat(after.getElementById("nowhere-else")).isNotNull();
            assertThat(isSignedIn(there)).isFalse();
            assertThat(isSignedIn(third)).isFalse();
        }
    }

    @Test
    void knows_nothing_of_other_people() {
        try (TestingBrowser hana = new TestingBrowser(application)) {
            hana.signIn("/orders/new", "hana@contoso.test");
            HtmlPage page = endOthers(hana);
            assertThat(page.querySelectorAll("[data-session]")).hasSize(1);
            assertThat(sessions().querySelectorAll("[data-session]")).hasSize(2);
            HtmlPage mine = sessions();
            String handle = page.<HtmlElement>querySelector("[data-session]").getAttribute("data-session");
            mine.<HtmlInput>querySelector("input[name=session]").setValue(handle);
            press(mine, "[data-session]:not([data-here]) button");
            assertThat(isSignedIn(hana)).as("a foreign handle ends nothing").isTrue();
        }
    }

    @Test
    void shows_nothing_a_session_could_be_taken_over_with() {
        String page = sessions().getWebResponse().getContentAsString();
        assertThat(page).doesNotContain(here.sessionCookie(), there.sessionCookie());
        assertThat(page)
                .doesNotContain(SessionBehind.key(here.sessionCookie()), SessionBehind.key(there.sessionCookie()));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15 | Safari · macOS
            Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0 | Edge · Windows
            Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36 | Chrome · Android
            Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1 | Chrome · iOS
            curl/8.5.0 | ''
            """)
    void recognises(String agent, String device) {
        assertThat(Device.of(agent)).isEqualTo(device);
    }
}
