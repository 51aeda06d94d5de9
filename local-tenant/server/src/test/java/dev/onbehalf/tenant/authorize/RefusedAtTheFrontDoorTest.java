package dev.onbehalf.tenant.authorize;

import static dev.onbehalf.tenant.Seeded.API_URI;
import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.FABRIKAM;
import static dev.onbehalf.tenant.Seeded.HANA;
import static dev.onbehalf.tenant.Seeded.NORA;
import static dev.onbehalf.tenant.Seeded.SIGNED_IN;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.TestingBrowser.usual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.http.Form;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Refused at the front door")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class RefusedAtTheFrontDoorTest {

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            nullValues = "null",
            value = {
                "client_id, null, 900144",
                "client_id, 99999999-9999-4999-8999-999999999999, 700016",
                "client_id, 00000003-0000-0000-c000-000000000000, 700016",
                "redirect_uri, http://localhost:8080/Signed-In, 50011",
                "redirect_uri, http://localhost:8080/signed-in/, 50011",
                "redirect_uri, http://localhost:8080/signed-in?x=1, 50011",
                "redirect_uri, http://localhost.evil.test:8080/signed-in, 50011",
                "redirect_uri, http://localhost:8080@evil.test/signed-in, 50011",
                "redirect_uri, http://evil.test/signed-in, 50011",
                "redirect_uri, http://localhost:8080/, 50011",
                "redirect_uri, javascript:alert(1), 50011",
            })
    void with_a_page_while_the_redirect_cannot_be_trusted(
            String name, String value, int aadsts, TestingBrowser browser) {
        Answer answer = browser.authorize(usual(name, value));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.location()).isNull();
        assertThat(answer.aadsts()).isEqualTo(aadsts);
        assertThat(answer.text()).contains("id=\"correlation-id\"");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    }

    @Test
    void with_a_page_when_a_parameter_comes_twice(TestingBrowser browser) {
        Answer answer = browser.get(
                "/" + CONTOSO + "/oauth2/v2.0/authorize?" + Form.encode(usual()) + "&claims=%7B%7D&claims=%7B%7D");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.aadsts()).isEqualTo(9000411);
    }

    @ParameterizedTest
    @CsvSource({
        "nobody.test, 90002",
        "no-tenant, 900023",
        "common, 50194",
        "organizations, 50194",
        FABRIKAM + ", 700016",
    })
    void with_a_page_when_the_tenant_is_wrong(String segment, int aadsts, TestingBrowser browser) {
        assertThat(browser.authorize(segment, usual()).aadsts()).isEqualTo(aadsts);
    }

    @Test
    void without_repeating_html_that_was_sent(TestingBrowser browser) {
        assertThat(browser.authorize(usual("redirect_uri", "http://x/<script>alert(1)</script>"))
                        .text())
                .doesNotContain("<script>alert")
                .contains("&lt;script&gt;alert");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("response_type", null, "invalid_request", 900144),
                arguments("response_type", "nonsense", "unsupported_response_type", 70005),
                arguments("response_type", "token", "unsupported_response_type", 700051),
                arguments("response_type", "id_token", "unsupported_response_type", 700054),
                arguments("response_type", "code id_token", "unsupported_response_type", 700054),
                arguments("response_mode", "pigeon", "invalid_request", 90023),
                arguments("scope", null, "invalid_request", 900144),
                arguments("scope", "openid " + API_URI + "/Orders.Fly", "invalid_scope", 70011),
                arguments("scope", "openid api://nobody/x", "invalid_resource", 500011),
                arguments(
                        "scope",
                        API_URI + "/Orders.Read https://graph.microsoft.com/User.Read",
                        "invalid_scope",
                        28000),
                arguments("scope", API_URI + "/.default " + API_URI + "/Orders.Read", "invalid_scope", 70011),
                arguments("scope", API_URI + "/a$b", "invalid_scope", 70011),
                arguments("code_challenge", "short", "invalid_request", 501491),
                arguments("code_challenge_method", "S512", "invalid_request", 50149),
                arguments("prompt", "please", "invalid_request", 90023),
                arguments("prompt", "none login", "invalid_request", 90023),
                arguments("max_age", "soon", "invalid_request", 90023),
                arguments("claims", "{", "invalid_request", 50141),
                arguments("claims", "{\"a\":1,\"a\":2}", "invalid_request", 50141));
    }

    @ParameterizedTest(name = "{0}={1}: {2} {3}")
    @MethodSource("mistakes")
    void with_an_answer_to_the_application_once_it_is_known(
            String name, String value, String error, int aadsts, Entra entra, TestingBrowser browser) {
        Answer answer = browser.authorize(usual(name, value));
        Map<String, String> said = answer.redirected();

        assertThat(answer.location()).startsWith(SIGNED_IN);
        assertThat(said).containsEntry("error", error).containsEntry("state", "a-state");
        assertThat(said.get("error_description"))
                .matches("AADSTS" + aadsts + ": .* Trace ID: [0-9a-f-]{36} Correlation ID: [0-9a-f-]{36} "
                        + "Timestamp: \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ");
        assertThat(said).containsEntry("error_uri", entra.http() + "/error?code=" + aadsts);
    }

    @Test
    void for_competing_hints(TestingBrowser browser) {
        assertThat(browser.authorize(usual("sid", "x", "login_hint", TARO)).aadstsInRedirect())
                .isEqualTo(90005);
    }

    @ParameterizedTest
    @CsvSource({"query, ?", "fragment, #"})
    void in_the_mode_of_a_success(String mode, String separator, TestingBrowser browser) {
        assertThat(browser.authorize(usual("response_mode", mode, "prompt", "none"))
                        .location())
                .startsWith(SIGNED_IN + separator + "error=login_required");
    }

    @Test
    void silently_when_nobody_is_signed_in(TestingBrowser browser) {
        Answer answer = browser.authorize(usual("prompt", "none"));

        assertThat(answer.redirected()).containsEntry("error", "login_required").containsEntry("state", "a-state");
        assertThat(answer.aadstsInRedirect()).isEqualTo(50058);
        assertThat(answer.header("X-Frame-Options")).isNull();
    }

    @Test
    void silently_when_two_are_signed_in(TestingBrowser browser) {
        browser.signIn(TARO, usual());
        browser.signIn(HANA, usual("prompt", "login"));

        Answer answer = browser.authorize(usual("prompt", "none"));

        assertThat(answer.redirected()).containsEntry("error", "interaction_required");
        assertThat(answer.aadstsInRedirect()).isEqualTo(16000);
    }

    @Test
    void silently_when_there_is_no_consent(TestingBrowser browser) {
        browser.signIn(NORA, usual());

        Answer answer = browser.authorize(usual("prompt", "none"));

        assertThat(answer.redirected()).containsEntry("error", "consent_required");
        assertThat(answer.aadstsInRedirect()).isEqualTo(65001);
    }

    @Test
    void when_the_form_of_the_sign_in_page_was_tampered_with(TestingBrowser browser) {
        String request = browser.authorize(usual()).hidden("request");
        String tampered = (request.charAt(0) == 'A' ? 'B' : 'A') + request.substring(1);

        Answer answer = browser.post(
                "/" + CONTOSO + "/login", Map.of("request", tampered, "username", TARO, "password", "Passw0rd!"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.location()).isNull();
    }

    @Test
    void explains_each_number(TestingBrowser browser) {
        assertThat(browser.get("/error?code=50058").text()).contains("silent sign-in");
        assertThat(browser.get("/error?code=1").status()).isEqualTo(200);
    }
}
