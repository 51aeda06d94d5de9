package dev.onbehalf.tenant.authorize;

import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.DAEMON;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.Seeded.WEB;
import static dev.onbehalf.tenant.TestingBrowser.usual;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingSeed;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Redirect addresses")
@DisplayNameGeneration(ReplaceUnderscores.class)
class RedirectAddressesTest {
    private static final String FITS = "https://app.test/" + "a".repeat(239);

    private static final String AFTER_SIGN_OUT = "http://localhost:8080/after-sign-out";

    @TempDir
    private static Path folder;

    private static Entra entra;

    private final TestingBrowser browser = new TestingBrowser(entra);

    @BeforeAll
    static void start() {
        entra = new TestingSeed()
                .application(WEB, web -> {
                    add(web.withArray("redirects"), "https://app.test/Signed-In?kind=a%20b");
                    add(web.withArray("redirects"), FITS);
                    add(web.withArray("redirects"), FITS + "a");
                    add(web.withArray("redirects"), "https://app.test:8443/port");
                    add(web.withArray("redirects"), "http://[::1]:8080/six");
                })
                .application(DAEMON, daemon -> daemon.withArray("redirects")
                        .addObject()
                        .put("type", "logout")
                        .put("uri", AFTER_SIGN_OUT))
                .start(folder);
    }

    private static void add(ArrayNode redirects, String uri) {
        redirects.addObject().put("type", "web").put("uri", uri);
    }

    @AfterAll
    static void stop() {
        entra.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/signed-in",
                "http://localhost:1/signed-in",
                "http://localhost/signed-in",
                "http://127.0.0.1:65535/signed-in",
                "https://localhost:8443/signed-in",
                "http://[::1]:9/six",
                "https://app.test:8443/port",
            })
    void are_accepted_when_registered_and_on_any_port_of_this_machine(String uri) {
        assertThat(browser.signIn(TARO, usual("redirect_uri", uri)).location()).startsWith(uri + "?code=");
    }

    @Test
    void may_have_a_query_of_their_own() {
        Answer answer = browser.signIn(TARO, usual("redirect_uri", "https://app.test/Signed-In?kind=a%20b"));

        assertThat(answer.location()).startsWith("https://app.test/Signed-In?kind=a%20b&code=");
    }

    @Test
    void may_have_256_characters_and_no_more() {
        assertThat(FITS).hasSize(256);
        assertThat(browser.signIn(TARO, usual("redirect_uri", FITS)).location()).startsWith(FITS + "?code=");
        isRefusedOnAPage(browser.authorize(usual("redirect_uri", FITS + "a")), 50011);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.test/signed-in?kind=a%20b",
                "https://app.test/Signed-In",
                "https://app.test/Signed-In?kind=a b",
                "https://app.test/Signed-In?kind=a%20b&more=1",
                "https://app.test:443/Signed-In?kind=a%20b",
                "https://APP.test/Signed-In?kind=a%20b",
                "HTTPS://app.test/Signed-In?kind=a%20b",
                "http://app.test/Signed-In?kind=a%20b",
                "https://app.test/port",
                "https://app.test:9443/port",
                "http://localhost:8080/signed-in#",
                "http://localhost:8080/signed-in#a",
                "http://localhost:8080//signed-in",
                "http://localhost:8080/x/../signed-in",
                "http://localhost:8080/%73igned-in",
                "http://LOCALHOST:8080/signed-in",
                "http://localhost:123456/signed-in",
                "http://localhost:80a/signed-in",
                "http://user@localhost:8080/signed-in",
                "http://localhost.:8080/signed-in",
                "http://127.0.0.2:8080/signed-in",
                "http://[::1]:9/signed-in",
                "//localhost:8080/signed-in",
                "/signed-in",
                " http://localhost:8080/signed-in",
                "http://localhost:8080/signed-in ",
                "http://localhost:8080/signed-in\r\nSet-Cookie: a=b",
                "data:text/html,x",
            })
    void are_refused_on_a_page_when_they_differ_in_anything_else(String uri) {
        isRefusedOnAPage(browser.authorize(usual("redirect_uri", uri)), 50011);
        // Nor silently: not even a refusal may travel there.
        isRefusedOnAPage(browser.authorize(usual("redirect_uri", uri, "prompt", "none")), 50011);
        isRefusedOnAPage(browser.authorize(usual("redirect_uri", uri, "response_mode", "form_post")), 50011);
    }

    @Test
    void are_missing_for_an_application_that_has_none_but_for_signing_out() {
        isRefusedOnAPage(browser.authorize(usual("client_id", DAEMON, "redirect_uri", null)), 900144);
        isRefusedOnAPage(browser.authorize(usual("client_id", DAEMON)), 50011);
        isRefusedOnAPage(browser.authorize(usual("client_id", DAEMON, "redirect_uri", AFTER_SIGN_OUT)), 50011);
    }

    @Test
    void that_were_left_out_must_be_left_out_again_or_be_the_same() {
        String code =
                browser.signIn(TARO, usual("redirect_uri", null)).redirected().get("code");
        assertThat(browser.redeem(code, "redirect_uri", null).status()).isEqualTo(200);
    }

    @Test
    void of_an_unknown_application_are_not_trusted() {
        isRefusedOnAPage(browser.authorize(usual("client_id", "not-even-a-guid")), 700016);
    }

    private static void isRefusedOnAPage(Answer answer, int aadsts) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.location()).isNull();
        assertThat(answer.aadsts()).isEqualTo(aadsts);
        assertThat(answer.text())
                .containsPattern("id=\"correlation-id\">[0-9a-f-]{36}<")
                .containsPattern("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ")
                .contains("id=\"error-code\">" + aadsts);
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Set-Cookie")).isNull();
    }

    @Test
    void are_explained_with_the_correlation_id_of_the_caller() {
        String id = "6b6f0a6e-32c7-4d52-9a47-6f6d28b0c0de";
        Answer page = browser.get("/" + CONTOSO + "/oauth2/v2.0/authorize?client_id=x&client-request-id=" + id);

        assertThat(page.text()).contains("id=\"correlation-id\">" + id);
    }
}
