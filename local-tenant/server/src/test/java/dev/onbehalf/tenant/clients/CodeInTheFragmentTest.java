package dev.onbehalf.tenant.clients;

import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.SPA;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.Seeded.TARO_OID;
import static dev.onbehalf.tenant.TestingSpa.CALLBACK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingSpa;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.http.Form;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The parameters are those that msal-browser 5 sends. */
@DisplayName("A single-page app like msal-browser's")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class CodeInTheFragmentTest {
    private static final String STATE =
            "eyJpZCI6IjAxOWEiLCJtZXRhIjp7ImludGVyYWN0aW9uVHlwZSI6InNpbGVudCJ9fQ==|/where#was?I=1";
    private static final String WISHES = "{\"id_token\":{\"signin_state\":{\"essential\":false},"
            + "\"login_hint\":{\"essential\":false},\"tenant_region_sub_scope\":{\"essential\":false}},"
            + "\"access_token\":{\"xms_cc\":{\"values\":[\"CP1\"]}}}";

    @Test
    void signs_in_with_a_code_in_the_fragment_and_redeems_it(Entra entra, TestingBrowser browser) {
        Map<String, String> hash = browser.signIn(TARO, request()).redirected();

        assertThat(hash).containsEntry("state", STATE).containsKeys("code", "client_info", "session_state");
        Answer tokens = redeem(browser, hash.get("code"));
        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.claims("id_token").get("nonce").asText()).isEqualTo("a-nonce");
        assertThat(tokens.claims("id_token").get("login_hint").asText()).isNotEmpty();
        assertThat(clientInfo(tokens.member("client_info")))
                .isEqualTo("{\"uid\":\"" + TARO_OID + "\",\"utid\":\"" + CONTOSO + "\"}");
        assertThat(tokens.json().get("refresh_token_expires_in").asLong()).isBetween(86_000L, 86_400L);
        assertThat(tokens.member("scope")).contains("User.Read");
    }

    private static String clientInfo(String encoded) {
        return new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    @Test
    void renews_in_a_hidden_frame_by_session_and_by_hint(TestingBrowser browser) {
        Answer tokens =
                redeem(browser, browser.signIn(TARO, request()).redirected().get("code"));
        String sid = tokens.claims("id_token").get("sid").asText();
        String hint = tokens.claims("id_token").get("login_hint").asText();

        for (var by : List.of(Map.entry("sid", sid), Map.entry("login_hint", hint), Map.entry("login_hint", TARO))) {
            Answer answer = browser.authorize(request("prompt", "none", by.getKey(), by.getValue()));
            assertThat(answer.location()).startsWith(CALLBACK + "#code=");
            assertThat(answer.header("X-Frame-Options")).isNull();
        }
    }

    @Test
    void hears_the_number_of_an_error_by_its_address(Entra entra, TestingBrowser browser) {
        Map<String, String> hash = browser.authorize(request("prompt", "none")).redirected();

        assertThat(hash)
                .containsEntry("error", "login_required")
                .containsEntry("error_uri", entra.http() + "/error?code=50058")
                .containsEntry("state", STATE);
        assertThat(hash.get("error_description")).startsWith("AADSTS50058: ");
    }

    @Test
    void may_post_its_request(TestingBrowser browser) {
        browser.signIn(TARO, request());

        Answer answer =
                browser.post("/" + CONTOSO + "/oauth2/v2.0/authorize?instance_aware=true", request("prompt", "none"));

        assertThat(answer.redirected()).containsKeys("code", "cloud_instance_host_name");
    }

    @Test
    void reads_metadata_and_clouds_from_any_origin(TestingBrowser browser) {
        for (String path : new String[] {
            "/" + CONTOSO + "/v2.0/.well-known/openid-configuration",
            "/" + CONTOSO + "/discovery/v2.0/keys",
            "/common/discovery/instance?api-version=1.1&authorization_endpoint=https://localhost/common/",
        }) {
            Answer answer = browser.get(path, "Origin", "http://localhost:3000");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        }
    }

    @Test
    void signs_out_by_hint_and_comes_back(TestingBrowser browser) {
        Answer tokens =
                redeem(browser, browser.signIn(TARO, request()).redirected().get("code"));
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("post_logout_redirect_uri", CALLBACK);
        parameters.put("id_token_hint", tokens.member("id_token"));
        parameters.put(
                "logout_hint", tokens.claims("id_token").get("login_hint").asText());
        parameters.put("state", STATE);
        parameters.put("client-request-id", "0197a1f0-0000-7000-8000-000000000001");

        Answer answer = browser.get("/" + CONTOSO + "/oauth2/v2.0/logout?" + Form.encode(parameters));

        assertThat(answer.location()).startsWith(CALLBACK + "?state=");
        assertThat(answer.redirected()).containsEntry("state", STATE);
        assertThat(browser.authorize(request("prompt", "none")).aadstsInRedirect())
                .isEqualTo(50058);
    }

    private static Map<String, String> request(String... changes) {
        var parameters = TestingSpa.request(
                "response_mode", "fragment",
                "state", STATE,
                "scope", "User.Read openid profile offline_access",
                "claims", WISHES,
                "clidata", "eyJ0IjoxfQ==",
                "pocd", "1",
                "X-AnchorMailbox", "Oid:" + TARO_OID + "@" + CONTOSO,
                "x-client-SKU", "msal.js.browser",
                "x-client-VER", "5.29.0",
                "x-app-name", "",
                "client-request-id", "0197a1f0-0000-7000-8000-000000000002");
        return TestingBrowser.changed(parameters, changes);
    }

    private static Answer redeem(TestingBrowser browser, String code) {
        var form = new LinkedHashMap<String, String>();
        form.put("client_id", SPA);
        form.put("redirect_uri", CALLBACK);
        form.put("scope", "User.Read openid profile offline_access");
        form.put("code", code);
        form.put("x-client-SKU", "msal.js.browser");
        form.put("code_verifier", TestingBrowser.VERIFIER);
        form.put("grant_type", "authorization_code");
        form.put("client_info", "1");
        form.put("claims", WISHES);
        form.put("X-AnchorMailbox", "Oid:" + TARO_OID + "@" + CONTOSO);
        return browser.token(form, "Origin", "http://localhost:8080");
    }
}
