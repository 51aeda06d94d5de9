package dev.onbehalf.tenant.discovery;

import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.http.Form;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Asking which names the cloud goes by")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class AskingForInstancesTest {

    @Test
    void names_this_host_with_and_without_its_port(Entra entra, TestingBrowser browser) {
        Answer answer = ask(browser, entra.https() + "/" + CONTOSO + "/oauth2/v2.0/authorize");

        assertThat(answer.json().at("/metadata/0/preferred_network").asText()).isEqualTo("localhost");
        assertThat(answer.json().at("/metadata/0/aliases").toString())
                .isEqualTo("[\"localhost\",\"localhost:" + entra.https().getPort() + "\"]");
        assertThat(answer.member("tenant_discovery_endpoint"))
                .isEqualTo(entra.http() + "/" + CONTOSO + "/v2.0/.well-known/openid-configuration");
    }

    @Test
    void names_the_port_also_to_those_who_left_it_out(Entra entra, TestingBrowser browser) {
        Answer answer = ask(browser, "https://localhost/common/oauth2/v2.0/authorize");

        assertThat(answer.json().at("/metadata/0/aliases").toString())
                .isEqualTo("[\"localhost\",\"localhost:" + entra.https().getPort() + "\"]");
        assertThat(answer.member("api-version")).isEqualTo("1.1");
    }

    @Test
    void knows_the_address_of_this_machine_too(Entra entra, TestingBrowser browser) {
        Answer answer = ask(browser, "https://127.0.0.1:8481");

        assertThat(answer.json().at("/metadata/0/aliases").toString()).isEqualTo("[\"localhost\",\"127.0.0.1:8481\"]");
        assertThat(answer.member("tenant_discovery_endpoint"))
                .isEqualTo(entra.http() + "/common/v2.0/.well-known/openid-configuration");
    }

    @Test
    void knows_the_clouds_of_Microsoft_beside_itself(TestingBrowser browser) {
        Answer answer = ask(browser, "https://login.microsoftonline.com/contoso.test/oauth2/v2.0/authorize");

        assertThat(answer.json().at("/metadata/1").toString())
                .isEqualTo("{\"preferred_network\":\"login.microsoftonline.com\","
                        + "\"preferred_cache\":\"login.windows.net\",\"aliases\":[\"login.microsoftonline.com\","
                        + "\"login.windows.net\",\"login.microsoft.com\",\"sts.windows.net\"]}");
        assertThat(answer.json().at("/metadata/2/preferred_network").asText())
                .isEqualTo("login.partner.microsoftonline.cn");
        assertThat(answer.json().at("/metadata").findValuesAsText("preferred_network"))
                .contains("login.microsoftonline.us", "login.microsoftonline.de");
        // For clients that rewrite the host on the way.
        assertThat(answer.member("tenant_discovery_endpoint"))
                .isEqualTo("https://login.microsoftonline.com/contoso.test/v2.0/.well-known/openid-configuration");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user@localhost/common",
                "https://localhost.evil.test/common",
                "https://evil.test/localhost",
                "mailto:someone",
                "localhost",
                "https://",
                "/common/oauth2/v2.0/authorize",
            })
    void refuses_what_only_looks_like_it(String endpoint, TestingBrowser browser) {
        Answer answer = ask(browser, endpoint);

        assertThat(answer.member("error")).isEqualTo("invalid_instance");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void needs_to_know_what_is_asked(TestingBrowser browser) {
        assertThat(browser.get("/common/discovery/instance?api-version=1.1").aadsts())
                .isEqualTo(900144);
    }

    @Test
    void refuses_a_foreign_host(TestingBrowser browser) {
        Answer answer = ask(browser, "https://login.example.com/common/oauth2/v2.0/authorize");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.member("error")).isEqualTo("invalid_instance");
        assertThat(answer.aadsts()).isEqualTo(50049);
    }

    @Test
    void refuses_what_is_no_address(TestingBrowser browser) {
        assertThat(ask(browser, "not an address").aadsts()).isEqualTo(50049);
    }

    private static Answer ask(TestingBrowser browser, String endpoint) {
        return browser.get("/common/discovery/instance?"
                + Form.encode(Map.of("api-version", "1.1", "authorization_endpoint", endpoint)));
    }
}
