package dev.onbehalf.tenant.token;

import static dev.onbehalf.tenant.Seeded.API;
import static dev.onbehalf.tenant.Seeded.API_SECRET;
import static dev.onbehalf.tenant.Seeded.API_URI;
import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.GRAPH_DEFAULT;
import static dev.onbehalf.tenant.Seeded.LEGACY;
import static dev.onbehalf.tenant.Seeded.LEGACY_SECRET;
import static dev.onbehalf.tenant.Seeded.ON_BEHALF_OF;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.Seeded.TARO_OID;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("Exchanging a token on behalf of its person")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class OnBehalfOfTest {

    @Test
    void gives_a_token_for_Graph_in_the_name_of_the_same_person(Entra entra, TestingBrowser browser) {
        Answer answer = browser.onBehalfOf(browser.tokens(TARO).member("access_token"));
        JsonNode claims = answer.claims("access_token");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(claims.get("aud").asText()).isEqualTo("https://graph.microsoft.com");
        assertThat(claims.get("iss").asText()).isEqualTo(entra.v1Issuer(CONTOSO));
        assertThat(claims.get("oid").asText()).isEqualTo(TARO_OID);
        assertThat(claims.get("appid").asText()).isEqualTo(API);
        assertThat(claims.get("scp").asText()).isEqualTo("User.Read");
        assertThat(claims.get("ver").asText()).isEqualTo("1.0");
    }

    @Test
    void repeats_the_word_that_MSAL_files_the_token_under(TestingBrowser browser) {
        Answer answer = browser.onBehalfOf(browser.tokens(TARO).member("access_token"));

        assertThat(answer.member("scope").split(" ")).contains(GRAPH_DEFAULT, "https://graph.microsoft.com/User.Read");
    }

    @Test
    void gives_what_MSAL4J_asks_for_beside_it(TestingBrowser browser) {
        Answer answer = browser.onBehalfOf(
                browser.tokens(TARO).member("access_token"),
                "scope",
                "https://graph.microsoft.com/User.Read openid profile offline_access",
                "client_info",
                "1");

        assertThat(answer.json().has("refresh_token")).isTrue();
        assertThat(answer.json().has("id_token")).isTrue();
        assertThat(new String(Base64.getUrlDecoder().decode(answer.member("client_info")), StandardCharsets.UTF_8))
                .isEqualTo("{\"uid\":\"" + TARO_OID + "\",\"utid\":\"" + CONTOSO + "\"}");
        assertThat(answer.claims("id_token").get("aud").asText()).isEqualTo(API);
        assertThat(browser.refresh(answer.member("refresh_token"), "client_id", API, "client_secret", API_SECRET)
                        .claims("access_token")
                        .get("aud")
                        .asText())
                .isEqualTo("https://graph.microsoft.com");
    }

    @Test
    void gives_none_of_it_to_those_who_do_not_ask(TestingBrowser browser) {
        String assertion = browser.tokens(TARO).member("access_token");

        for (String clientInfo : new String[] {null, "0"}) {
            assertThat(browser.onBehalfOf(assertion, "client_info", clientInfo).json().properties().stream()
                            .map(Map.Entry::getKey))
                    .containsExactly("token_type", "scope", "expires_in", "ext_expires_in", "access_token");
        }
    }

    @Test
    void keeps_the_session_of_the_sign_in(TestingBrowser browser) {
        Answer tokens = browser.tokens(TARO);
        Answer exchanged = browser.onBehalfOf(tokens.member("access_token"));

        assertThat(exchanged.claims("access_token").get("sid"))
                .isEqualTo(tokens.claims("access_token").get("sid"));
    }

    @Test
    void takes_a_version_1_token_of_an_older_registration(TestingBrowser browser) {
        String assertion =
                browser.tokens(TARO, "openid api://" + LEGACY + "/Orders.Read").member("access_token");

        Answer answer = browser.onBehalfOf(assertion, "client_id", LEGACY, "client_secret", LEGACY_SECRET);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.claims("access_token").get("appid").asText()).isEqualTo(LEGACY);
    }

    @Test
    void may_be_done_again_and_again(TestingBrowser browser) {
        String assertion = browser.tokens(TARO).member("access_token");

        String first = browser.onBehalfOf(assertion).member("access_token");
        String second = browser.onBehalfOf(assertion).member("access_token");

        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void works_for_search_too(TestingBrowser browser) {
        Answer answer = browser.onBehalfOf(
                browser.tokens(TARO).member("access_token"), "scope", "https://search.azure.com/.default");

        assertThat(answer.claims("access_token").get("aud").asText()).isEqualTo("https://search.azure.com");
        assertThat(answer.claims("access_token").get("scp").asText()).isEqualTo("user_impersonation");
    }

    @Test
    void by_a_query_with_a_request_id_as_MSAL_for_Node_sends_it(TestingBrowser browser) {
        Answer answer = browser.post(
                "/" + CONTOSO + "/oauth2/v2.0/token?client-request-id=11111111-2222-4333-8444-555555555555",
                Map.of(
                        "grant_type",
                        ON_BEHALF_OF,
                        "client_id",
                        API,
                        "client_secret",
                        API_SECRET,
                        "requested_token_use",
                        "on_behalf_of",
                        "scope",
                        API_URI + "/.default",
                        "assertion",
                        "x"));

        assertThat(answer.member("correlation_id")).isEqualTo("11111111-2222-4333-8444-555555555555");
    }
}
