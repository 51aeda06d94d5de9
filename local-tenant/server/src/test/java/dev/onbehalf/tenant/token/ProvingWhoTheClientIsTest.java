package dev.onbehalf.tenant.token;

import static dev.onbehalf.tenant.Seeded.API_URI;
import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.DAEMON;
import static dev.onbehalf.tenant.Seeded.DAEMON_SECRET;
import static dev.onbehalf.tenant.Seeded.SPA;
import static dev.onbehalf.tenant.Seeded.TARO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingSeed;
import dev.onbehalf.tenant.TestingTenant;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Proving who the client is")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class ProvingWhoTheClientIsTest {

    @Test
    void by_a_secret_in_the_form(TestingBrowser browser) {
        assertThat(browser.clientCredentials().status()).isEqualTo(200);
    }

    @Test
    void by_a_secret_as_Basic_in_the_raw(TestingBrowser browser) {
        assertThat(byBasic(browser, DAEMON + ":" + DAEMON_SECRET).status()).isEqualTo(200);
    }

    @Test
    void by_a_secret_with_strange_characters_as_Basic_raw_or_encoded(@TempDir Path folder) {
        String secret = "a+b%20c/ä:~";
        try (Entra entra = withDaemonsSecret("value", secret, folder)) {
            var browser = new TestingBrowser(entra);

            assertThat(byBasic(browser, DAEMON + ":" + secret).status()).isEqualTo(200);
            assertThat(byBasic(browser, DAEMON + ":" + URLEncoder.encode(secret, StandardCharsets.UTF_8))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void fails_by_another_secret(TestingBrowser browser) {
        Answer answer = browser.clientCredentials("client_secret", "wrong");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.member("error")).isEqualTo("invalid_client");
        assertThat(answer.aadsts()).isEqualTo(7000215);
        assertThat(byBasic(browser, DAEMON + ":wrong").aadsts()).isEqualTo(7000215);
    }

    @Test
    void fails_by_a_secret_that_has_expired(@TempDir Path folder) {
        try (Entra entra = withDaemonsSecret("expires", "2020-01-01T00:00:00Z", folder)) {
            assertThat(new TestingBrowser(entra).clientCredentials().aadsts()).isEqualTo(7000222);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "client_credentials, 7000216",
        "authorization_code, 7000218",
        "refresh_token, 7000218",
        "urn:ietf:params:oauth:grant-type:jwt-bearer, 7000218",
    })
    void fails_without_any_credential(String grantType, int aadsts, TestingBrowser browser) {
        Answer answer = browser.clientCredentials("grant_type", grantType, "client_secret", null);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.member("error")).isEqualTo("invalid_client");
        assertThat(answer.aadsts()).isEqualTo(aadsts);
    }

    @Test
    void fails_for_a_public_client_that_sends_a_secret(TestingBrowser browser) {
        assertThat(browser.clientCredentials("client_id", SPA).aadsts()).isEqualTo(700025);
        assertThat(browser.clientCredentials("client_id", SPA, "client_secret", null)
                        .aadsts())
                .isEqualTo(7000216);
        assertThat(browser.clientCredentials("client_id", SPA, "client_secret", null, "client_assertion", "a.b.c")
                        .aadsts())
                .isEqualTo(700025);
        assertThat(byBasic(browser, SPA + ":a-secret").aadsts()).isEqualTo(700025);
    }

    @ParameterizedTest
    @CsvSource({"Basic !!!, 9002313", "Basic bm8tY29sb24=, 700016", "Bearer !!!, 900144", "Basic, 900144"})
    void fails_by_a_header_that_names_nobody(String header, int aadsts, TestingBrowser browser) {
        var form = Map.of("grant_type", "client_credentials", "scope", API_URI + "/.default");

        assertThat(browser.token(form, "Authorization", header).aadsts()).isEqualTo(aadsts);
    }

    @Test
    void by_a_secret_that_was_added_as_well_as_by_the_first_one(TestingBrowser browser) {
        String secret = "{\"client\":\"%s\",\"secret\":\"the-next\",\"expires\":\"2099-01-01T00:00:00Z\"}";
        browser.admin("POST", "/credentials", secret.formatted(DAEMON));

        assertThat(browser.clientCredentials("client_secret", "the-next").status())
                .isEqualTo(200);
        assertThat(browser.clientCredentials().status()).isEqualTo(200);

        browser.admin("DELETE", "/credentials", "{\"client\":\"" + DAEMON + "\"}");
        assertThat(browser.clientCredentials("client_secret", "the-next").aadsts())
                .isEqualTo(7000215);
    }

    @Test
    void fails_for_a_client_nobody_knows(TestingBrowser browser) {
        Answer answer = browser.clientCredentials("client_id", "99999999-9999-4999-8999-999999999999");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.member("error")).isEqualTo("unauthorized_client");
        assertThat(answer.aadsts()).isEqualTo(700016);
        assertThat(browser.clientCredentials("client_id", null).aadsts()).isEqualTo(900144);
    }

    @Test
    void never_puts_the_secret_into_the_answer(TestingBrowser browser) {
        assertThat(browser.clientCredentials("client_secret", "a-secret-mistyped")
                        .text())
                .doesNotContain("mistyped");
    }

    @Test
    void is_told_in_the_token(TestingBrowser browser) {
        assertThat(browser.clientCredentials()
                        .claims("access_token")
                        .get("azpacr")
                        .asText())
                .isEqualTo("1");
        assertThat(browser.tokens(TARO).claims("access_token").get("azpacr").asText())
                .isEqualTo("1");
    }

    private static Entra withDaemonsSecret(String member, String value, Path folder) {
        return new TestingSeed()
                .application(DAEMON, daemon -> ((ObjectNode) daemon.at("/secrets/0")).put(member, value))
                .start(folder);
    }

    private static Answer byBasic(TestingBrowser browser, String idAndSecret) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "client_credentials");
        form.put("scope", API_URI + "/.default");
        return browser.post(
                "/" + CONTOSO + "/oauth2/v2.0/token",
                Map.copyOf(form),
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(idAndSecret.getBytes(StandardCharsets.UTF_8)));
    }
}
