package dev.onbehalf.tenant.clients;

import static dev.onbehalf.tenant.Seeded.API_URI;
import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.HANA;
import static dev.onbehalf.tenant.Seeded.NORA;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.Seeded.TARO_OID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingSpa;
import dev.onbehalf.tenant.TestingTenant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("An implicit client like msal 1.x")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class ImplicitClientTest {
    private final ImplicitClient client = new ImplicitClient();

    @Test
    void finds_all_it_needs_in_the_metadata(TestingBrowser browser) {
        Answer metadata = browser.get(
                "/" + CONTOSO + "/v2.0/.well-known/openid-configuration", "Origin", "http://localhost:3000");

        assertThat(metadata.header("Access-Control-Allow-Origin")).isEqualTo("*");
        for (String member : new String[] {"authorization_endpoint", "end_session_endpoint", "issuer"}) {
            assertThat(metadata.member(member)).startsWith("http");
        }
    }

    @Test
    void signs_somebody_in(TestingBrowser browser) {
        var tokens = client.tokens(fragment(browser.signIn(TARO, request("id_token"))));

        assertThat(tokens.account()).isEqualTo(new ImplicitClient.Account(TARO_OID, CONTOSO));
        assertThat(tokens.idToken().get("preferred_username").asText()).isEqualTo(TARO);
    }

    @Test
    void gets_both_tokens_at_once(TestingBrowser browser) {
        var tokens = client.tokens(fragment(browser.signIn(TARO, request("id_token token"))));

        assertThat(tokens.scopes()).contains("https://graph.microsoft.com/User.Read");
        assertThat(tokens.expiresIn()).isBetween(3600, 5400);
        assertThat(browser.graph("/me", tokens.accessToken()).status()).isEqualTo(200);
    }

    @Test
    void renews_silently_for_another_resource(TestingBrowser browser) {
        browser.signIn(TARO, request("id_token"));

        var tokens = client.tokens(fragment(browser.authorize(TestingBrowser.changed(
                request("token"), "prompt", "none", "login_hint", TARO, "scope", API_URI + "/Orders.Read"))));

        assertThat(tokens.scopes()).containsExactly(API_URI + "/Orders.Read");
        assertThat(tokens.idToken()).isNull();
    }

    @Test
    void knows_that_somebody_has_to_sign_in(TestingBrowser browser) {
        interacts("login_required", browser);
    }

    @Test
    void knows_that_somebody_has_to_choose(TestingBrowser browser) {
        browser.signIn(TARO, request("id_token"));
        browser.signIn(HANA, TestingBrowser.changed(request("id_token"), "prompt", "login"));

        interacts("interaction_required", browser);
    }

    @Test
    void knows_that_somebody_has_to_consent(TestingBrowser browser) {
        browser.signIn(NORA, request("id_token"));

        interacts("consent_required", browser);
    }

    private void interacts(String error, TestingBrowser browser) {
        String fragment =
                fragment(browser.authorize(TestingBrowser.changed(request("id_token token"), "prompt", "none")));

        assertThatThrownBy(() -> client.tokens(fragment))
                .isInstanceOf(ImplicitClient.InteractionRequired.class)
                .hasMessage(error);
    }

    private java.util.Map<String, String> request(String responseType) {
        return client.request(TestingSpa.request(), responseType);
    }

    private static String fragment(Answer answer) {
        return answer.location().substring(answer.location().indexOf('#') + 1);
    }
}
