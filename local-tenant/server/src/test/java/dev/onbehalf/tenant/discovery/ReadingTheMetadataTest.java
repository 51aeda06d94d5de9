package dev.onbehalf.tenant.discovery;

import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Reading the metadata")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class ReadingTheMetadataTest {
    private static final String V2 = "/v2.0/.well-known/openid-configuration";
    private static final String V1 = "/.well-known/openid-configuration";

    @Test
    void of_a_tenant_shows_the_members_of_Entra_in_its_order(TestingBrowser browser) {
        assertThat(names(browser.get("/" + CONTOSO + V2).json()))
                .containsExactly(
                        "token_endpoint",
                        "token_endpoint_auth_methods_supported",
                        "jwks_uri",
                        "response_modes_supported",
                        "subject_types_supported",
                        "id_token_signing_alg_values_supported",
                        "response_types_supported",
                        "scopes_supported",
                        "issuer",
                        "request_uri_parameter_supported",
                        "userinfo_endpoint",
                        "authorization_endpoint",
                        "device_authorization_endpoint",
                        "http_logout_supported",
                        "frontchannel_logout_supported",
                        "end_session_endpoint",
                        "claims_supported",
                        "kerberos_endpoint",
                        "tenant_region_scope",
                        "cloud_instance_name",
                        "cloud_graph_host_name",
                        "msgraph_host",
                        "rbac_url");
    }

    @Test
    void does_not_advertise_what_Entra_does_not(TestingBrowser browser) {
        assertThat(browser.get("/" + CONTOSO + V2).text())
                .doesNotContain("code_challenge_methods", "introspection", "revocation", "backchannel", "pushed_");
    }

    @Test
    void by_the_domain_gives_addresses_with_the_id(Entra entra, TestingBrowser browser) {
        JsonNode document = browser.get("/contoso.test" + V2).json();

        assertThat(document.get("issuer").asText()).isEqualTo(entra.http() + "/" + CONTOSO + "/v2.0");
        assertThat(document.get("token_endpoint").asText())
                .isEqualTo(entra.http() + "/" + CONTOSO + "/oauth2/v2.0/token");
    }

    @Test
    void of_version_1_has_the_security_token_service_as_issuer(Entra entra, TestingBrowser browser) {
        JsonNode document = browser.get("/" + CONTOSO + V1).json();

        assertThat(document.get("issuer").asText())
                .isEqualTo(entra.v1Issuer(CONTOSO))
                .endsWith("/");
        assertThat(document.get("token_endpoint").asText()).endsWith("/" + CONTOSO + "/oauth2/token");
        assertThat(document.get("jwks_uri").asText()).endsWith("/common/discovery/keys");
        assertThat(document.get("microsoft_multi_refresh_token").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "common, {tenantid}",
        "organizations, {tenantid}",
        "consumers, 9188040d-6c67-4c5b-b112-36a304b66dad",
    })
    void of_several_tenants_leaves_the_issuer_to_be_filled_in(
            String segment, String issuer, Entra entra, TestingBrowser browser) {
        JsonNode document = browser.get("/" + segment + V2).json();

        assertThat(document.get("issuer").asText()).isEqualTo(entra.http() + "/" + issuer + "/v2.0");
        assertThat(document.get("authorization_endpoint").asText()).contains("/" + segment + "/oauth2/v2.0/");
        assertThat(document.get("tenant_region_scope").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "deadbeef-0000-4000-8000-000000000000, 90002, invalid_tenant",
        "nobody.test, 90002, invalid_tenant",
        "no-tenant, 900023, invalid_request",
    })
    void of_no_tenant_is_refused(String segment, int aadsts, String error, TestingBrowser browser) {
        Answer answer = browser.get("/" + segment + V2);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.member("error")).isEqualTo(error);
        assertThat(answer.json().at("/error_codes/0").asInt()).isEqualTo(aadsts);
    }

    @Test
    void is_allowed_to_every_origin(Entra entra, TestingBrowser browser) {
        Answer answer = browser.get("/" + CONTOSO + V2, "Origin", "http://localhost:3000");
        Answer preflight = browser.send(HttpRequest.newBuilder(java.net.URI.create(entra.http() + "/" + CONTOSO + V2))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(answer.header("x-ms-request-id")).isNotNull();
        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void never_tells_a_browser_to_insist_on_https_for_all_of_localhost(TestingBrowser browser) {
        assertThat(browser.get("/" + CONTOSO + V2).header("Strict-Transport-Security"))
                .isNull();
    }

    static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
