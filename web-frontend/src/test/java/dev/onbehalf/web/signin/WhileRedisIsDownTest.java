package dev.onbehalf.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.web.session.TestingRedis;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WhileRedisIsDownTest.WithTenantAndRedis.class)
@DisplayName("While Redis is down")
@DisplayNameGeneration(ReplaceUnderscores.class)
class WhileRedisIsDownTest {

    public static class WithTenantAndRedis implements QuarkusTestProfile {
        // Told before the start, so that the Dev Service stays off.
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("entra.tenant-id", LocalTenant.TENANT);
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(LocalTenant.class), new TestResourceEntry(TestingRedis.class));
        }
    }

    private static final String PAGE = "/testing-page";

    @TestHTTPResource("/")
    URL application;

    @Inject
    RedisDataSource commands;

    LocalTenant tenant;
    TestingRedis redis;

    @Test
    void people_see_that_they_are_not_signed_out_and_go_on_when_it_is_back() {
        try (TestingBrowser browser = new TestingBrowser(application)) {
            browser.signIn(PAGE, "taro@contoso.test");
            String cookie = browser.sessionCookie();
            commands.execute("SAVE");
            redis.halt();
            try {
                for (String path : List.of(PAGE, "/", PAGE)) {
                    WebResponse answer = browser.ask(path);
                    assertThat(answer.getStatusCode()).as(path).isEqualTo(503);
                    assertThat(answer.getContentAsString()).contains("You are not signed out");
                    assertThat(answer.getResponseHeaderValue("Set-Cookie"))
                            .as(path)
                            .isNull();
                }
                assertThat(browser.ask("/css/onbehalf.css").getStatusCode()).isEqualTo(200);
                assertThat(browser.sessionCookie()).isEqualTo(cookie);
            } finally {
                redis.run();
            }
            assertThat(((HtmlPage) browser.open(PAGE)).getElementById("name").getTextContent())
                    .isEqualTo("田中 太郎");
            assertThat(browser.sessionCookie()).isEqualTo(cookie);
        }
    }

    @Test
    void a_sign_in_ends_with_an_explanation_instead_of_a_loop() {
        try (TestingBrowser browser = new TestingBrowser(application)) {
            HtmlPage signIn = (HtmlPage) browser.open(PAGE);
            redis.halt();
            try {
                HtmlPage page = TestingBrowser.submitPassword(signIn, "taro@contoso.test");
                assertThat(page.getWebResponse().getStatusCode()).isEqualTo(503);
                assertThat(browser.sessionCookie()).isNull();
                assertThat(tenant.requests("authorize")).hasSizeLessThan(3);
            } finally {
                redis.run();
            }
        }
    }

    @Test
    void a_form_whose_session_is_over_is_not_led_away_from() throws Exception {
        try (TestingBrowser browser = new TestingBrowser(application)) {
            HtmlPage form = browser.signIn("/orders/new", "taro@contoso.test");
            browser.client().getCookieManager().clearCookies();
            redis.halt();
            try {
                HtmlPage page = form.getElementById("place-order").click();
                assertThat(page.getWebResponse().getStatusCode()).isEqualTo(503);
                assertThat(page.getUrl().getPath()).isEqualTo("/orders/new");
            } finally {
                redis.run();
            }
        }
    }
}
