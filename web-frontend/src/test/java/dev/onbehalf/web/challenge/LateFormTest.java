package dev.onbehalf.web.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.web.signin.RecordingApi;
import dev.onbehalf.web.signin.SigningInTest;
import dev.onbehalf.web.signin.TestingBrowser;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTextArea;
import org.htmlunit.util.NameValuePair;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(SigningInTest.WithTenant.class)
@DisplayName("A form that is sent after its session has ended")
@DisplayNameGeneration(ReplaceUnderscores.class)
class LateFormTest extends Story {

    private static final String ORDER = "/orders/a0000000-0000-4000-8000-000000000001";
    private static final String HANA = "hana@contoso.test";

    /** Filled in, and left alone for longer than a session lasts. */
    private HtmlPage late() {
        HtmlPage form = browser.signIn("/orders/new", TARO);
        fill(form);
        endTheSession();
        return form;
    }

    private static void fill(HtmlPage form) {
        ((HtmlInput) form.getElementByName("item")).setValue("机 <b>160</b> & co");
        ((HtmlInput) form.getElementByName("quantity")).setValue("2");
        ((HtmlInput) form.getElementByName("unitPrice")).setValue("12,50");
        ((HtmlTextArea) form.getElementByName("note")).setText("line one\nline + two");
    }

    private void endTheSession() {
        clock.putForward(Duration.ofMinutes(61));
    }

    private List<RecordingApi.Call> orders() {
        return calls("POST", "/orders");
    }

    private static void assertWaiting(HtmlPage page, String deed) {
        assertThat(page.getElementById("interrupted"))
                .as(page.getUrl() + ": " + page.asNormalizedText())
                .isNotNull();
        assertThat(page.getElementById("interrupted").getAttribute("data-deed")).isEqualTo(deed);
    }

    private static void assertBlankForm(HtmlPage page) {
        assertThat(page.getUrl().getPath()).isEqualTo("/orders/new");
        assertThat(((HtmlInput) page.getElementByName("item")).getValue()).isEmpty();
    }

    @Test
    void waits_for_its_owner_to_sign_in_and_is_sent_exactly_once_after_one_click() {
        HtmlPage form = late();
        signOutOfTheTenantOnly();
        HtmlPage signIn = click(form, "place-order");
        assertThat(signIn.getElementById("password")).as("the tenant asks").isNotNull();
        HtmlPage waiting = TestingBrowser.submitPassword(signIn, TARO);
        assertWaiting(waiting, "PLACE_ORDER");
        assertThat(waiting.getElementById("interrupted").getTextContent())
                .contains("You had to sign in again", "机 <b>160</b> & co", "12,50", "line + two");
        assertThat(orders()).as("nothing is sent before the click").isEmpty();

        HtmlPage placed = click(waiting, "confirm");
        assertThat(placed.getElementById("notice").getAttribute("data-notice")).isEqualTo("placed");
        assertThat(orders()).hasSize(1);
        assertThat(new JsonObject(orders().getFirst().body()))
                .isEqualTo(new JsonObject()
                        .put("item", "机 <b>160</b> & co")
                        .put("quantity", 2)
                        .put("unitPrice", 12.50)
                        .put("note", "line one\nline + two"));
        assertProblem(click(waiting, "confirm"), "ALREADY_DONE");
        assertThat(orders()).hasSize(1);
    }

    @Test
    void waits_too_when_the_browser_has_forgotten_all_cookies_overnight() {
        HtmlPage form = late();
        clock.putForward(Duration.ofHours(20));
        browser.client().getCookieManager().clearCookies();
        HtmlPage waiting = TestingBrowser.submitPassword(click(form, "place-order"), TARO);
        assertWaiting(waiting, "PLACE_ORDER");
        assertThat(click(waiting, "confirm").getElementById("notice")).isNotNull();
        assertThat(orders()).hasSize(1);
    }

    @Test
    void is_told_of_in_Japanese() {
        browser.client().addRequestHeader("Accept-Language", "ja");
        assertThat(click(late(), "place-order").getElementById("interrupted").getTextContent())
                .contains("もう一度サインインしていただきました", "この注文を確定する");
    }

    @Test
    void keeps_its_key_when_it_is_sent_twice_so_that_one_order_is_placed() {
        HtmlPage form = late();
        HtmlPage one = click(form, "place-order");
        endTheSession();
        HtmlPage two = click(form, "place-order");
        click(one, "confirm");
        click(two, "confirm");
        assertThat(orders()).extracting(RecordingApi.Call::key).isNotEmpty().doesNotContainNull();
        assertThat(orders().stream().map(RecordingApi.Call::key).distinct()).hasSize(1);
    }

    @Test
    void with_a_mistake_in_it_comes_back_filled_after_the_click() {
        HtmlPage form = browser.signIn("/orders/new", TARO);
        fill(form);
        ((HtmlInput) form.getElementByName("quantity")).setValue("many");
        endTheSession();
        HtmlPage again = click(click(form, "place-order"), "confirm");
        assertThat(again.getWebResponse().getStatusCode()).isEqualTo(422);
        assertThat(((HtmlInput) again.getElementByName("quantity")).getValue()).isEqualTo("many");
        assertThat(((HtmlTextArea) again.getElementByName("note")).getText()).isEqualTo("line one\nline + two");
    }

    @Test
    void meets_a_challenge_after_its_click_as_any_form_does() {
        HtmlPage waiting = click(late(), "place-order");
        api().wantsClaims(SECOND_FACTOR);
        HtmlPage once_more = click(click(waiting, "confirm"), "verify");
        assertWaiting(once_more, "PLACE_ORDER");
        assertThat(click(once_more, "confirm").getElementById("notice")).isNotNull();
        assertThat(orders()).hasSize(2);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "confirm-cancel, CANCEL_ORDER, cancel, cancelled, true",
        "confirm-approve, APPROVE_ORDER, approve, approved, false",
        "send-receipt, SEND_RECEIPT, receipt, receipt-sent, true"
    })
    void may_be_any_of_an_orders(String button, String deed, String path, String notice, boolean mine) {
        api().says("mine", mine);
        HtmlPage order = browser.signIn(ORDER, TARO);
        endTheSession();
        HtmlPage waiting = click(order, button);
        assertWaiting(waiting, deed);
        assertThat(waiting.getElementById("interrupted").getTextContent()).contains("Desk", "€25.00");
        assertThat(calls("POST", ORDER + "/" + path)).isEmpty();
        HtmlPage done = click(waiting, "confirm");
        assertThat(done.getElementById("notice").getAttribute("data-notice")).isEqualTo(notice);
        assertThat(calls("POST", ORDER + "/" + path)).hasSize(1);
    }

    @Test
    void may_be_the_one_that_ends_sessions_elsewhere() {
        browser.signIn("/sessions", TARO);
        try (TestingBrowser elsewhere = new TestingBrowser(application)) {
            elsewhere.signIn("/testing-page", TARO);
            HtmlPage list = page("/sessions");
            browser.setSessionCookie("gone");
            HtmlPage named = click(list.<HtmlElement>querySelector("li form[action='/sessions/end'] button"));
            assertWaiting(named, "END_SESSION");
            assertThat(named.<HtmlElement>querySelector("[data-field=device]").getTextContent())
                    .contains("Chrome");
            browser.setSessionCookie("gone");
            HtmlPage waiting = click(list, "end-others");
            assertWaiting(waiting, "END_SESSION");
            assertThat(elsewhere.ask("/testing-page").getStatusCode()).isEqualTo(200);
            click(waiting, "confirm");
            assertThat(elsewhere.ask("/testing-page").getStatusCode()).isEqualTo(302);
        }
    }

    @Test
    void is_kept_whole_however_long_it_is() throws Exception {
        String seal = seal(browser.signIn("/orders/new", TARO));
        endTheSession();
        String words = "長い ".repeat(3000);
        HtmlPage waiting = page(pathOf(post(browser, seal, words)));
        assertThat(((HtmlInput) waiting.getElementByName("item")).getValue()).isEqualTo(words);
    }

    @Test
    void leaves_nothing_of_itself_in_addresses_and_cookies() {
        HtmlPage form = late();
        click(click(form, "place-order"), "confirm");
        assertThat(browser.exchanges())
                .allSatisfy(exchange -> assertThat(exchange.url() + " " + exchange.location() + exchange.setCookies())
                        .doesNotContain("机", "%E6%9C%BA", "12,50", "12%2C50", "taro@", "whose="));
    }

    @Nested
    @DisplayName("is given to nobody else:")
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class Others {

        @Test
        void another_account_that_signs_in_is_told_that_nothing_waits() {
            HtmlPage form = late();
            signOutOfTheTenantOnly();
            HtmlPage seen = TestingBrowser.submitPassword(click(form, "place-order"), HANA);
            assertProblem(seen, "INTERRUPTED_OVER");
            assertThat(seen.asNormalizedText()).doesNotContain("160").doesNotContain("line one");
            assertThat(orders()).isEmpty();

            signOutOfTheTenantOnly();
            browser.setSessionCookie("gone");
            HtmlPage mine = TestingBrowser.submitPassword(
                    page("/continue?" + seen.getUrl().getQuery()), TARO);
            assertWaiting(mine, "PLACE_ORDER");
        }

        @Test
        void who_has_no_page_of_the_owner_has_no_seal_to_send_with_it() throws Exception {
            String hanas;
            try (TestingBrowser hana = new TestingBrowser(application)) {
                hanas = seal(hana.signIn("/orders/new", HANA));
            }
            WebResponse answer = post(browser, hanas, "Planted");
            HtmlPage seen = TestingBrowser.submitPassword(page(pathOf(answer)), TARO);
            assertProblem(seen, "INTERRUPTED_OVER");
            assertThat(seen.asNormalizedText()).doesNotContain("Planted");
        }

        @Test
        void another_website_is_turned_away_whatever_it_sends() throws Exception {
            String seal = seal(browser.signIn("/orders/new", TARO));
            browser.setSessionCookie("gone");
            browser.client().addRequestHeader("Sec-Fetch-Site", "cross-site");
            assertThat(post(browser, seal, "Planted").getStatusCode()).isEqualTo(403);
        }
    }

    @Nested
    @DisplayName("comes back blank")
    @DisplayNameGeneration(ReplaceUnderscores.class)
    class Blank {

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "no seal, ''",
            "a seal of somebody's own making, AQRwYWdlAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "no base64, %%%"
        })
        void with(String what, String seal) throws Exception {
            assertThat(pathOf(post(browser, seal, "Desk"))).isEqualTo("/sign-in?to=%2Forders%2Fnew%3Fq%3Ddesk");
        }

        @Test
        void with_a_seal_that_was_changed() throws Exception {
            String seal = seal(browser.signIn("/orders/new", TARO));
            browser.setSessionCookie("gone");
            String changed = (seal.charAt(40) == 'A' ? "B" : "A");
            assertThat(pathOf(post(browser, seal.substring(0, 40) + changed + seal.substring(41), "Desk")))
                    .startsWith("/sign-in");
        }

        @Test
        void from_a_tab_that_was_open_for_more_than_a_week() {
            HtmlPage form = late();
            clock.putForward(Duration.ofDays(7));
            assertBlankForm(click(form, "place-order"));
        }

        @Test
        void when_it_is_larger_than_any_form_of_ours() throws Exception {
            String seal = seal(browser.signIn("/orders/new", TARO));
            browser.setSessionCookie("gone");
            assertThat(pathOf(post(browser, seal, "x".repeat(16 * 1024)))).startsWith("/sign-in");
        }

        @Test
        void when_eight_of_this_person_wait_already() throws Exception {
            String seal = seal(browser.signIn("/orders/new", TARO));
            endTheSession();
            for (int i = 0; i < 8; i++) {
                assertThat(pathOf(post(browser, seal, "Desk"))).startsWith("/continue?id=");
            }
            assertThat(pathOf(post(browser, seal, "Desk"))).startsWith("/sign-in");
            clock.putForward(Duration.ofMinutes(16));
            assertThat(pathOf(post(browser, seal, "Desk"))).startsWith("/continue?id=");
        }

        @Test
        void to_who_comes_back_after_a_quarter_of_an_hour() {
            HtmlPage form = late();
            signOutOfTheTenantOnly();
            HtmlPage signIn = click(form, "place-order");
            clock.putForward(Duration.ofMinutes(16));
            HtmlPage over = TestingBrowser.submitPassword(signIn, TARO);
            assertProblem(over, "INTERRUPTED_OVER");
            assertThat(orders()).isEmpty();
        }
    }

    private static String seal(HtmlPage page) {
        return ((HtmlInput) page.getForms().getLast().getInputByName("whose")).getValue();
    }

    private WebResponse post(TestingBrowser from, String seal, String item) throws IOException {
        WebRequest request = new WebRequest(from.address("/orders/new").toURL(), HttpMethod.POST);
        request.setCharset(StandardCharsets.UTF_8);
        request.setAdditionalHeader(
                "Referer", from.address("/orders/new?q=desk").toString());
        request.setRequestParameters(List.of(new NameValuePair("whose", seal), new NameValuePair("item", item)));
        return from.ask(request);
    }

    private static String pathOf(WebResponse answer) {
        assertThat(answer.getStatusCode()).isEqualTo(303);
        return answer.getResponseHeaderValue("Location").replaceFirst("^https?://[^/]*", "");
    }

    private static HtmlPage click(HtmlElement element) {
        try {
            return element.click();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
