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
