package dev.onbehalf.tenant.token;

import static dev.onbehalf.tenant.Seeded.API;
import static dev.onbehalf.tenant.Seeded.API_URI;
import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.DAEMON;
import static dev.onbehalf.tenant.Seeded.DAEMON_SECRET;
import static dev.onbehalf.tenant.Seeded.GRAPH_DEFAULT;
import static dev.onbehalf.tenant.Seeded.LEGACY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An application in its own name")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class ClientCredentialsTest {

    @Test
    void gets_exactly_four_members(TestingBrowser browser) {
        Answer answer = browser.clientCredentials("client_info", "1");

        assertThat(answer.json().properties().stream().map(Map.Entry::getKey))
                .containsExactly("token_type", "expires_in", "ext_expires_in", "access_token");
    }

    @Test
    void gets_roles_and_no_scopes_and_is_its_own_subject(Entra entra, TestingBrowser browser) {
        JsonNode claims = browser.clientCredentials().claims("access_token");

        assertThat(claims.get("aud").asText()).isEqualTo(API);
        assertThat(claims.get("iss").asText()).isEqualTo(entra.issuer(CONTOSO));
        assertThat(claims.get("azp").asText()).isEqualTo(DAEMON);
        assertThat(claims.get("roles").toString()).isEqualTo("[\"Orders.Read.All\"]");
        assertThat(claims.get("sub")).isEqualTo(claims.get("oid"));
        assertThat(claims.get("idtyp").asText()).isEqualTo("app");
        assertThat(claims.has("scp")).isFalse();
        assertThat(claims.has("name")).isFalse();
        assertThat(claims.has("preferred_username")).isFalse();
    }

    @Test
    void gets_a_version_1_token_for_an_older_registration(Entra entra, TestingBrowser browser) {
        JsonNode claims = browser.clientCredentials("scope", "api://" + LEGACY + "/.default")
                .claims("access_token");

        assertThat(claims.get("aud").asText()).isEqualTo("api://" + LEGACY);
        assertThat(claims.get("iss").asText()).isEqualTo(entra.v1Issuer(CONTOSO));
        assertThat(claims.get("appid").asText()).isEqualTo(DAEMON);
        assertThat(claims.get("ver").asText()).isEqualTo("1.0");
    }

    @Test
    void names_a_resource_on_version_1_and_hears_when_and_for_what(Entra entra, TestingBrowser browser) {
        var door = new Door(entra, browser, 1);
        var form = Map.of("grant_type", "client_credentials", "client_id", DAEMON, "client_secret", DAEMON_SECRET);
        Answer answer =
                door.askIn(CONTOSO, TestingBrowser.changed(new LinkedHashMap<>(form), "resource", "api://" + LEGACY));

        assertThat(answer.json().properties().stream().map(Map.Entry::getKey))
                .containsExactly(
                        "token_type",
                        "expires_in",
                        "ext_expires_in",
                        "access_token",
                        "expires_on",
                        "not_before",
                        "resource");
        assertThat(answer.member("resource")).isEqualTo("api://" + LEGACY);
        assertThat(Long.parseLong(answer.member("expires_on")) - Long.parseLong(answer.member("not_before")))
                .isEqualTo(Long.parseLong(answer.member("expires_in")));
        assertThat(answer.claims("access_token").get("roles").toString()).isEqualTo("[\"Orders.Read.All\"]");
        assertThat(door.askIn(CONTOSO, form).aadsts()).isEqualTo(900144);
    }

    @Test
    void gets_no_roles_where_it_was_given_none(TestingBrowser browser) {
        assertThat(browser.clientCredentials("scope", GRAPH_DEFAULT)
                        .claims("access_token")
                        .has("roles"))
                .isFalse();
    }

    @Test
    void may_send_the_scopes_of_OpenID_Connect_as_MSAL4J_does(TestingBrowser browser) {
        assertThat(browser.clientCredentials("scope", API_URI + "/.default openid profile offline_access")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        API_URI + "/Orders.Read, 1002012, invalid_scope",
        "openid, 1002012, invalid_scope",
        "api://nobody/.default, 500011, invalid_resource",
        "'" + API_URI + "/.default https://graph.microsoft.com/.default', 700022, invalid_scope",
    })
    void cannot_ask_for_anything_but_everything_of_one_resource(
            String scope, int aadsts, String error, TestingBrowser browser) {
        Answer answer = browser.clientCredentials("scope", scope);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.member("error")).isEqualTo(error);
        assertThat(answer.aadsts()).isEqualTo(aadsts);
    }

    @Test
    void must_name_its_tenant(TestingBrowser browser) {
        Answer answer = browser.post(
                "/common/oauth2/v2.0/token",
                Map.of("grant_type", "client_credentials", "client_id", DAEMON, "client_secret", "x", "scope", "y"));

        assertThat(answer.aadsts()).isEqualTo(9001023);
    }
}
