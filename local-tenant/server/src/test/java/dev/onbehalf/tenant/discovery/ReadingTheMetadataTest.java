package dev.onbehalf.tenant.discovery;

import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.TrustedBy;
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
    void of_a_tenant_shows_the_values_of_Entra(Entra entra, TestingBrowser browser) {
        JsonNode document = browser.get("/" + CONTOSO + V2).json();
        String root = entra.http() + "/" + CONTOSO;

        assertThat(texts(document.get("response_modes_supported"))).containsExactly("query", "fragment", "form_post");
        assertThat(texts(document.get("response_types_supported")))
                .containsExactly("code", "id_token", "code id_token", "id_token token");
        assertThat(texts(document.get("token_endpoint_auth_methods_supported")))
                .containsExactly("client_secret_post", "private_key_jwt", "client_secret_basic");
        assertThat(texts(document.get("subject_types_supported"))).containsExactly("pairwise");
        assertThat(texts(document.get("id_token_signing_alg_values_supported"))).containsExactly("RS256");
        assertThat(texts(document.get("scopes_supported")))
                .containsExactly("openid", "profile", "email", "offline_access");
        assertThat(texts(document.get("claims_supported")))
                .containsExactly(
                        ("sub iss cloud_instance_name cloud_instance_host_name cloud_graph_host_name msgraph_host aud "
                                        + "exp iat auth_time acr nonce preferred_username name tid ver at_hash c_hash email")
                                .split(" "));
        assertThat(document.get("jwks_uri").asText()).isEqualTo(root + "/discovery/v2.0/keys");
        assertThat(document.get("authorization_endpoint").asText()).isEqualTo(root + "/oauth2/v2.0/authorize");
        assertThat(document.get("device_authorization_endpoint").asText()).isEqualTo(root + "/oauth2/v2.0/devicecode");
        assertThat(document.get("end_session_endpoint").asText()).isEqualTo(root + "/oauth2/v2.0/logout");
        assertThat(document.get("kerberos_endpoint").asText()).isEqualTo(root + "/kerberos");
        assertThat(document.get("request_uri_parameter_supported")).isEqualTo(BooleanNode.FALSE);
        assertThat(document.get("http_logout_supported")).isEqualTo(BooleanNode.TRUE);
        assertThat(document.get("frontchannel_logout_supported")).isEqualTo(BooleanNode.TRUE);
        assertThat(document.get("tenant_region_scope").asText()).isEqualTo("WW");
        assertThat(document.get("cloud_instance_name").asText()).isEqualTo("microsoftonline.com");
        assertThat(document.get("cloud_graph_host_name").asText()).isEqualTo("graph.windows.net");
        assertThat(document.get("msgraph_host").asText()).isEqualTo("graph.microsoft.com");
        assertThat(document.get("rbac_url").asText()).isEqualTo("https://pas.windows.net");
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    @Test
    void leads_only_to_addresses_that_answer(TestingBrowser browser) {
        for (String version : List.of(V2, V1)) {
            JsonNode document = browser.get("/" + CONTOSO + version).json();
            for (String name : List.of(
                    "authorization_endpoint",
                    "end_session_endpoint",
                    "jwks_uri",
                    "userinfo_endpoint",
                    "token_endpoint")) {
                assertThat(browser.get(document.get(name).asText()).status())
                        .as(name)
                        .isIn(200, 400, 401);
            }
        }
    }

    @Test
    void of_version_1_shows_the_members_of_its_time(Entra entra, TestingBrowser browser) {
        JsonNode document = browser.get("/" + CONTOSO + V1).json();

        assertThat(texts(document.get("response_types_supported"))).contains("token id_token", "token");
        assertThat(texts(document.get("scopes_supported"))).containsExactly("openid");
        assertThat(document.get("check_session_iframe").asText())
                .isEqualTo(entra.http() + "/" + CONTOSO + "/oauth2/checksession");
        assertThat(texts(document.get("claims_supported"))).contains("amr", "given_name", "family_name", "nickname");
        assertThat(document.get("authorization_endpoint").asText()).endsWith("/oauth2/authorize");
    }

    @ParameterizedTest
    @CsvSource({"common, {tenantid}", "organizations, {tenantid}", "consumers, 9188040d-6c67-4c5b-b112-36a304b66dad"})
    void of_version_1_for_several_tenants_leaves_the_issuer_open(
            String segment, String issuer, Entra entra, TestingBrowser browser) {
        JsonNode document = browser.get("/" + segment + V1).json();

        assertThat(document.get("issuer").asText()).isEqualTo(entra.v1Issuer(issuer));
        assertThat(document.get("token_endpoint").asText()).endsWith("/" + segment + "/oauth2/token");
    }

    @Test
    void at_the_other_door_leads_to_that_door_but_names_one_issuer(Entra entra) throws Exception {
        var client = java.net.http.HttpClient.newBuilder()
                .sslContext(TrustedBy.of(entra))
                .build();
        var answer = new Answer(client.send(
                HttpRequest.newBuilder(java.net.URI.create(entra.https() + "/" + CONTOSO + V2))
                        .build(),
                java.net.http.HttpResponse.BodyHandlers.ofByteArray()));

        assertThat(answer.member("token_endpoint")).startsWith(entra.https().toString());
        assertThat(answer.member("issuer")).isEqualTo(entra.issuer(CONTOSO));
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
