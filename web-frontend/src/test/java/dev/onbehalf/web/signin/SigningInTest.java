package dev.onbehalf.web.signin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.nullValue;

import dev.onbehalf.tenant.admin.AuditEntry;
import dev.onbehalf.tenant.fault.Fault;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(SigningInTest.WithTenant.class)
@DisplayName("Signing in")
@DisplayNameGeneration(ReplaceUnderscores.class)
public class SigningInTest extends SomebodySignsIn {

    public static class WithTenant implements QuarkusTestProfile {
        // Told before the start, so that the Dev Service stays off.
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("entra.tenant-id", LocalTenant.TENANT);
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(LocalTenant.class));
        }
    }

    private static final Logger LOG = Logger.getLogger(SigningInTest.class);
    private static final String PAGE = "/testing-page";

    @Test
    void leads_back_to_the_page_that_was_asked_for_with_its_query() {
        HtmlPage page = browser.signIn(PAGE + "?a=1&b=%E3%81%82", TARO);
        assertThat(page.getUrl().toString()).endsWith(PAGE + "?a=1&b=%E3%81%82");
        assertThat(page.getElementById("name").getTextContent()).isEqualTo("田中 太郎");
        assertThat(page.getElementById("audience").getTextContent()).contains("22222222-2222-4222-8222-000000000001");
    }

    @Test
    void asks_the_tenant_with_an_S256_challenge_a_state_and_a_nonce_for_one_resource() {
        browser.signIn(PAGE, TARO);
        AuditEntry asked = tenant.requests("authorize").getFirst();
        assertThat(asked.parameters())
                .containsEntry("response_type", "code")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", browser.address("/signed-in").toString())
                .hasEntrySatisfying(
                        "code_challenge", challenge -> assertThat(challenge).hasSize(43))
                .hasEntrySatisfying("state", state -> assertThat(state).isNotBlank())
                .hasEntrySatisfying("nonce", nonce -> assertThat(nonce).isNotBlank());
        assertThat(asked.parameters().get("scope").split(" "))
                .containsExactlyInAnyOrder(
                        "openid",
                        "profile",
                        "offline_access",
                        "api://22222222-2222-4222-8222-000000000001/access_as_user",
                        "api://22222222-2222-4222-8222-000000000001/Orders.Read",
                        "api://22222222-2222-4222-8222-000000000001/Orders.ReadWrite");
        assertThat(tenant.requests("token").getFirst().parameters())
                .containsEntry("grant_type", "authorization_code")
                .containsKeys("code_verifier", "client_secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {TARO, "gina@contoso.test"})
    void sets_less_than_300_bytes_of_cookies_on_any_signed_in_answer(String user) {
        browser.signIn(PAGE, user);
        browser.open("/");
        assertThat(browser.sessionCookie()).hasSize(43);
        assertThat(browser.exchanges())
                .filteredOn(exchange -> exchange.url().getPort() == application.getPort())
                .filteredOn(exchange -> !exchange.location().contains("/authorize"))
                .isNotEmpty()
                .allSatisfy(exchange -> {
                    assertThat(exchange.setCookieBytes())
                            .as("%s: %s", exchange.url().getPath(), exchange.setCookies())
                            .isLessThan(300);
                });
        browser.exchanges().stream()
                .filter(exchange -> !exchange.setCookies().isEmpty())
                .forEach(exchange ->
                        LOG.infof("%s: %d bytes of cookies", exchange.url().getPath(), exchange.setCookieBytes()));
    }

    @Test
    void shows_the_browser_no_token_of_any_kind() {
        browser.signIn(PAGE, TARO);
        browser.open(PAGE + "/api");
        browser.open("/");
        List<String> tokens = SessionBehind.tokens(browser.sessionCookie());
        assertThat(tokens).hasSize(3).allSatisfy(token -> assertThat(token).hasSizeGreaterThan(100));
        // The claims parameter says for which kind of token a wish is; that is no token.
        assertThat(browser.exchanges())
                .allSatisfy(exchange -> assertThat(exchange.everything().replace("claims=%7B%22access_token%22", ""))
                        .doesNotContain(tokens)
                        .doesNotContain("access_token")
                        .doesNotContain("refresh_token"));
        assertThat(tenant.api().calls().getFirst().authorization()).startsWith("Bearer eyJ");
    }

    @Test
    void calls_the_API_with_the_users_token_and_the_trace() {
        browser.signIn(PAGE, TARO);
        browser.open(PAGE + "/api");
        RecordingApi.Call call = tenant.api().calls().getFirst();
        assertThat(JwtClaims.of(call.authorization().substring(7)))
                .containsEntry("aud", "22222222-2222-4222-8222-000000000001")
                .containsEntry("azp", "11111111-1111-4111-8111-000000000001");
        assertThat(call.traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
    }

    @Test
    void refreshes_once_when_the_API_says_that_the_token_is_expired() {
        browser.signIn(PAGE, TARO);
        tenant.api().refuseTokens(1);
        assertThat(browser.ask(PAGE + "/api").getStatusCode()).isEqualTo(200);
        assertThat(tenant.refreshes()).isEqualTo(1);
        assertThat(tenant.api().calls()).hasSize(2);
        assertThat(tenant.api().calls().get(0).authorization())
                .isNotEqualTo(tenant.api().calls().get(1).authorization());
    }

    @Test
    void does_not_try_again_and_again_when_the_API_refuses_every_token() {
        browser.signIn(PAGE, TARO);
        tenant.api().refuseTokens(100);
        assertThat(browser.ask(PAGE + "/api").getStatusCode()).isGreaterThanOrEqualTo(400);
        assertThat(tenant.refreshes()).isEqualTo(1);
        assertThat(tenant.api().calls()).hasSize(2);
    }

    @Test
    void of_two_tabs_ends_in_each_at_its_own_page() {
        HtmlPage one = (HtmlPage) browser.open(PAGE + "?tab=1");
        HtmlPage two = (HtmlPage) browser.open(PAGE + "?tab=2");
        assertThat(TestingBrowser.submitPassword(one, TARO).getUrl().toString()).endsWith("?tab=1");
        String first = browser.sessionCookie();
        assertThat(TestingBrowser.submitPassword(two, TARO).getUrl().toString()).endsWith("?tab=2");
        assertThat(browser.sessionCookie()).as("a new id at each sign-in").isNotEqualTo(first);
        browser.setSessionCookie(first);
        assertThat(browser.ask(PAGE).getStatusCode())
                .as("the session that was replaced is over")
                .isEqualTo(302);
    }

    @Test
    void with_the_state_of_another_sign_in_is_not_completed() {
        browser.open(PAGE);
        assertThat(browser.ask("/signed-in?code=anything&state=not-mine").getResponseHeaderValue("Location"))
                .endsWith("/sign-in-failed");
        HtmlPage page = (HtmlPage) browser.open("/signed-in?code=anything&state=not-mine");
        assertThat(page.getWebResponse().getStatusCode()).isEqualTo(401);
        assertThat(page.getUrl().getQuery()).isNull();
        assertThat(browser.sessionCookie()).isNull();
    }

    @Test
    void with_a_code_that_was_already_used_is_not_completed() {
        browser.signIn(PAGE, TARO);
        String used = browser.last("/signed-in").url().toString();
        String state = java.net.URI.create(used).getQuery().replaceFirst("(.*&)?state=([^&]*).*", "$2");
        browser.client().getCookieManager().clearCookies();
        browser.open(used);
        assertThat(browser.sessionCookie()).as("without its state cookie").isNull();

        browser.open(PAGE);
        TestingBrowser.Exchange challenge = browser.exchanges().stream()
                .filter(exchange ->
                        exchange.location() != null && exchange.location().contains("/authorize"))
                .reduce((first, second) -> second)
                .orElseThrow();
        String fresh = challenge.location().replaceFirst(".*[?&]state=([^&]*).*", "$1");
        HtmlPage page = (HtmlPage) browser.open(used.replace(state, fresh).replaceFirst("^https?://[^/]*", ""));
        assertThat(page.getWebResponse().getStatusCode()).isEqualTo(403);
        assertThat(page.asNormalizedText()).as("the verifier is another one").contains("AADSTS501481");
        assertThat(page.getUrl().toString()).doesNotContain("code=");
        assertThat(browser.sessionCookie()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "..", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "eyJhbGciOiJub25lIn0.e30."})
    void is_needed_again_with_a_cookie_nobody_gave(String cookie) {
        browser.setSessionCookie(cookie);
        assertThat(browser.ask(PAGE).getResponseHeaderValue("Location")).contains("/authorize");
        assertThat(browser.ask("/").getStatusCode())
                .as("the start page is for everybody")
                .isEqualTo(200);
    }

    @Test
    void is_not_needed_for_the_start_page() {
        assertThat(browser.ask("/").getStatusCode()).isEqualTo(200);
        assertThat(tenant.requests("authorize")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Accept, 'application/json, */*;q=0.1'",
        "Sec-Fetch-Mode, cors",
        "Sec-Fetch-Mode, no-cors",
        "X-Requested-With, XMLHttpRequest"
    })
    void is_not_forced_upon_a_script(String header, String value) {
        given().redirects()
                .follow(false)
                .header(header, value)
                .get(PAGE)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "OIDC")
                .header("Location", nullValue())
                .header("Set-Cookie", nullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "/testing-page?x=1, /testing-page?x=1",
        "https://evil.example/, /",
        "//evil.example/, /",
        "/\\evil.example, /",
        "javascript:alert(1), /",
        "'', /"
    })
    void goes_only_to_pages_of_this_application(String to, String expected) throws Exception {
        browser.signIn(PAGE, TARO);
        WebRequest request = new WebRequest(browser.address("/sign-in").toURL());
        request.setRequestParameters(List.of(new NameValuePair("to", to)));
        assertThat(browser.ask(request).getResponseHeaderValue("Location"))
                .isEqualTo(browser.address(expected).toString());
    }

    @Test
    void that_goes_round_in_circles_is_stopped_with_an_explanation() {
        for (int i = 0; i < 10; i++) {
            assertThat(browser.ask(PAGE).getStatusCode()).isEqualTo(302);
        }
        assertThat(browser.ask(PAGE).getStatusCode()).isEqualTo(429);
        assertThat(((HtmlPage) browser.open(PAGE)).asNormalizedText()).contains("round in circles");
        clock.putForward(Duration.ofMinutes(2));
        assertThat(browser.ask(PAGE).getStatusCode())
                .as("later it may be tried again")
                .isEqualTo(302);
    }

    @Test
    void that_the_person_cancels_is_explained() {
        browser.open(PAGE);
        String state = browser.exchanges().getFirst().location().replaceFirst(".*[?&]state=([^&]*).*", "$1");
        HtmlPage page = (HtmlPage) browser.open(
                "/signed-in?error=access_denied&error_subcode=cancel&error_description=AADSTS65004&state=" + state);
        assertThat(page.getWebResponse().getStatusCode()).isEqualTo(403);
        assertThat(page.asNormalizedText()).contains("You did not sign in", "AADSTS65004");
    }

    @Test
    void is_over_after_the_idle_time_and_lasts_while_it_is_used() {
        browser.signIn(PAGE, TARO);
        for (int i = 0; i < 3; i++) {
            clock.putForward(Duration.ofMinutes(40));
            assertThat(browser.ask(PAGE).getStatusCode()).isEqualTo(200);
        }
        clock.putForward(Duration.ofMinutes(61));
        assertThat(browser.ask(PAGE).getStatusCode()).isEqualTo(302);
    }

    @Test
    void is_over_after_the_absolute_time_however_busy() {
        browser.signIn(PAGE, TARO);
        for (int i = 0; i < 17; i++) {
            clock.putForward(Duration.ofMinutes(40));
            assertThat(browser.ask(PAGE).getStatusCode()).isEqualTo(200);
        }
        clock.putForward(Duration.ofMinutes(40));
        assertThat(browser.ask(PAGE).getStatusCode()).isEqualTo(302);
    }

    @Test
    void refreshes_once_for_many_requests_at_the_same_time_and_keeps_the_sessions_id() throws Exception {
        browser.signIn(PAGE, TARO);
        String id = browser.sessionCookie();
        clock.putForward(Duration.ofMinutes(57));
        // So that all of them come while it is under way: the tenant's clock has not moved, its new tokens are soon old
        // again.
        tenant.entra().faults().add(new Fault("token", Fault.Kind.SLOW, null, null, Duration.ofSeconds(2), 1));
        List<Callable<Integer>> requests = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            requests.add(() -> given().redirects()
                    .follow(false)
                    .cookie("q_session", id)
                    .get(PAGE)
                    .statusCode());
        }
        try (var threads = Executors.newFixedThreadPool(20)) {
            for (var answer : threads.invokeAll(requests)) {
                assertThat(answer.get()).isEqualTo(200);
            }
        }
        assertThat(tenant.refreshes()).isEqualTo(1);
        assertThat(browser.ask(PAGE).getStatusCode()).isEqualTo(200);
        assertThat(browser.sessionCookie()).isEqualTo(id);
    }

    @Test
    void out_ends_the_session_here_at_the_API_and_at_the_tenant() throws Exception {
        browser.signIn(PAGE, TARO);
        String old = browser.sessionCookie();
        HtmlPage home = (HtmlPage) browser.open("/");
        HtmlPage after = home.getElementById("sign-out").click();
        assertThat(browser.sessionCookie()).isNull();
        assertThat(tenant.api().calls()).anySatisfy(call -> {
            assertThat(call.method() + " " + call.path()).isEqualTo("DELETE /token");
            assertThat(call.authorization()).startsWith("Bearer eyJ");
        });
        AuditEntry logout = tenant.requests("logout").getFirst();
        assertThat(logout.parameters())
                .containsEntry("post_logout_redirect_uri", browser.address("/").toString())
                .doesNotContainKey("id_token_hint");
        assertThat(browser.exchanges())
                .allSatisfy(exchange -> assertThat(exchange.url().toString()).doesNotContain("taro"));
        assertThat(after).isNotNull();

        browser.setSessionCookie(old);
        assertThat(browser.ask(PAGE).getStatusCode())
                .as("the old cookie is useless")
                .isEqualTo(302);
        HtmlPage signIn = (HtmlPage) browser.open(PAGE);
        assertThat(signIn.getElementById("password"))
                .as("the tenant asks again")
                .isNotNull();
    }

    @Test
    void out_needs_the_token_of_the_form() throws Exception {
        browser.signIn(PAGE, TARO);
        WebRequest request = new WebRequest(browser.address("/sign-out").toURL(), HttpMethod.POST);
        request.setRequestParameters(List.of(new NameValuePair("csrf-token", "guessed")));
        assertThat(browser.ask(request).getStatusCode()).isEqualTo(400);
        assertThat(browser.ask(PAGE).getStatusCode()).as("still signed in").isEqualTo(200);
    }

    @Test
    void out_works_in_a_tab_that_was_opened_before_others() throws Exception {
        browser.signIn(PAGE, TARO);
        HtmlPage first = (HtmlPage) browser.open("/");
        browser.open("/");
        browser.open(PAGE);
        first.getElementById("sign-out").click();
        assertThat(browser.sessionCookie()).isNull();
    }

    @Test
    void out_elsewhere_ends_this_session_by_its_sid_without_any_cookie() {
        browser.signIn(PAGE, TARO);
        String sid = sidOfTheOnlySession();
        try (TestingBrowser iframe = new TestingBrowser(application)) {
            assertThat(iframe.ask("/front-channel-sign-out?sid=another").getStatusCode())
                    .isEqualTo(200);
            assertThat(browser.ask(PAGE).getStatusCode()).isEqualTo(200);
            var answer = iframe.ask("/front-channel-sign-out?sid=" + sid);
            assertThat(answer.getStatusCode()).isEqualTo(200);
            assertThat(answer.getResponseHeaderValue("Content-Security-Policy"))
                    .contains("frame-ancestors " + tenant.entra().http());
            assertThat(answer.getResponseHeaderValue("X-Frame-Options")).isNull();
            assertThat(iframe.ask("/front-channel-sign-out").getStatusCode()).isEqualTo(400);
        }
        assertThat(browser.ask(PAGE).getStatusCode()).isEqualTo(302);
    }

    // The tenant calls its iframes with it when somebody signs out there.
    private String sidOfTheOnlySession() {
        return SessionBehind.sid(browser.sessionCookie());
    }

    @Test
    void without_a_session_a_form_leads_to_the_sign_in_and_back_to_its_page() throws Exception {
        WebRequest request = new WebRequest(browser.address(PAGE).toURL(), HttpMethod.POST);
        request.setAdditionalHeader("Referer", browser.address(PAGE + "?form").toString());
        request.setRequestParameters(List.of(new NameValuePair("csrf-token", "any")));
        var answer = browser.ask(request);
        assertThat(answer.getStatusCode()).isEqualTo(303);
        assertThat(answer.getResponseHeaderValue("Location")).endsWith("/sign-in?to=%2Ftesting-page%3Fform");
    }
}
