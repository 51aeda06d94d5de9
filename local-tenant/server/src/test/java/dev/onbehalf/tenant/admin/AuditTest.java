package dev.onbehalf.tenant.admin;

import static dev.onbehalf.tenant.Seeded.API;
import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.ON_BEHALF_OF;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.Seeded.TARO_OID;
import static dev.onbehalf.tenant.Seeded.WEB;
import static dev.onbehalf.tenant.TestingBrowser.VERIFIER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.http.Json;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("The audit")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class AuditTest {

    @Test
    void tells_the_whole_chain_in_order(Entra entra, TestingBrowser browser) {
        browser.graph("/me", browser.graphToken(TARO));

        assertThat(entra.audit().entries())
                .extracting(AuditEntry::target)
                .containsExactly("authorize", "sign-in", "token", "token", "graph");
    }

    @Test
    void shows_what_an_application_asked_for_at_the_front_door(TestingBrowser browser) throws Exception {
        browser.code(TARO);
        JsonNode entry = entries(browser).get(0);

        assertThat(entry.get("target").asText()).isEqualTo("authorize");
        assertThat(entry.get("method").asText()).isEqualTo("GET");
        assertThat(entry.get("path").asText()).isEqualTo("/" + CONTOSO + "/oauth2/v2.0/authorize");
        assertThat(entry.get("tenant").asText()).isEqualTo(CONTOSO);
        assertThat(entry.get("clientId").asText()).isEqualTo(WEB);
        assertThat(entry.at("/parameters/code_challenge_method").asText()).isEqualTo("S256");
        assertThat(entry.at("/parameters/code_challenge").asText()).isEqualTo(TestingBrowser.challenge(VERIFIER));
        assertThat(entry.at("/parameters/state").asText()).isEqualTo("a-state");
        assertThat(entry.at("/parameters/nonce").asText()).isEqualTo("a-nonce");
        assertThat(entry.get("status").asInt()).isEqualTo(200);
        assertThat(entry.get("at").asText()).isNotEmpty();
    }

    @Test
    void shows_an_exchange_and_what_the_assertion_was(TestingBrowser browser) throws Exception {
        browser.graph("/me", browser.graphToken(TARO));
        JsonNode exchange = entries(browser).get(3);
        JsonNode graph = entries(browser).get(4);

        assertThat(exchange.get("grantType").asText()).isEqualTo(ON_BEHALF_OF);
        assertThat(exchange.get("clientId").asText()).isEqualTo(API);
        assertThat(exchange.get("user").asText()).isEqualTo(TARO_OID);
        assertThat(exchange.at("/token/aud").asText()).isEqualTo(API);
        assertThat(exchange.at("/token/azp").asText()).isEqualTo(WEB);
        assertThat(exchange.at("/token/scp").asText()).isEqualTo("access_as_user Orders.Read");
        assertThat(exchange.at("/token/ver").asText()).isEqualTo("2.0");
        assertThat(graph.at("/token/aud").asText()).isEqualTo("https://graph.microsoft.com");
        assertThat(graph.at("/token/appid").asText()).isEqualTo(API);
    }

    @Test
    void shows_what_was_refused_and_why(TestingBrowser browser) throws Exception {
        browser.onBehalfOf("garbage");
        JsonNode entry = entries(browser).get(0);

        assertThat(entry.get("status").asInt()).isEqualTo(400);
        assertThat(entry.get("error").asText()).isEqualTo("invalid_grant");
        assertThat(entry.get("aadsts").asInt()).isEqualTo(50013);
    }

    @Test
    void shows_which_library_asked(TestingBrowser browser) throws Exception {
        browser.get("/common/discovery/v2.0/keys", "x-client-SKU", "MSAL.Java", "client-request-id", "an-id");

        assertThat(entries(browser).get(0).at("/headers/x-client-SKU").asText()).isEqualTo("MSAL.Java");
        assertThat(entries(browser).get(0).at("/headers/client-request-id").asText())
                .isEqualTo("an-id");
    }

    @Test
    void never_holds_a_secret_a_code_or_a_token(TestingBrowser browser) {
        Answer tokens = browser.tokens(TARO);
        String graphToken = browser.onBehalfOf(tokens.member("access_token")).member("access_token");
        browser.graph("/me", graphToken);
        browser.refresh(tokens.member("refresh_token"));
        browser.get("/" + CONTOSO + "/oauth2/v2.0/logout?id_token_hint=" + tokens.member("id_token"));

        String audit = browser.admin("GET", "/audit", "").text();

        assertThat(audit)
                .doesNotContain("local-tenant-web-secret", "local-tenant-api-secret", "Passw0rd!", VERIFIER)
                .doesNotContain(
                        tokens.member("access_token"), tokens.member("refresh_token"), tokens.member("id_token"))
                .doesNotContain(graphToken, "1.A", "1.R", "eyJ")
                .contains("***");
    }

    @Test
    void forgets_the_oldest_when_there_is_too_much(Entra entra, TestingBrowser browser) {
        for (int i = 0; i < 2_050; i++) {
            browser.get("/common/discovery/v2.0/keys");
        }

        assertThat(entra.audit().entries()).hasSize(2_000);
    }

    private static JsonNode entries(TestingBrowser browser) throws Exception {
        return Json.MAPPER.readTree(browser.admin("GET", "/audit", "").text());
    }
}
