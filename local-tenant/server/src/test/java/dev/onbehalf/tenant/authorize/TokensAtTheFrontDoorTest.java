package dev.onbehalf.tenant.authorize;

import static dev.onbehalf.tenant.Seeded.API;
import static dev.onbehalf.tenant.Seeded.API_URI;
import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.SPA;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.Seeded.TARO_OID;
import static dev.onbehalf.tenant.TestingSpa.received;
import static dev.onbehalf.tenant.TestingSpa.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingSpa;
import dev.onbehalf.tenant.TestingSpa.Received;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.http.Form;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Tokens at the front door")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class TokensAtTheFrontDoorTest {

    @ParameterizedTest(name = "{0}: c_hash {1}, at_hash {2}")
    @CsvSource({
        "id_token, false, false",
        "id_token token, false, true",
        "code id_token, true, false",
        "code id_token token, true, true",
    })
    void are_bound_to_what_travels_beside_them(String type, boolean code, boolean token, TestingBrowser browser)
            throws Exception {
        Received received = received(browser.signIn(TARO, request("response_type", type)));
        JsonNode claims = Answer.claimsOf(received.get("id_token"));

        assertThat(claims.path("c_hash").asText(null)).isEqualTo(code ? leftHalf(received.get("code")) : null);
        assertThat(claims.path("at_hash").asText(null))
                .isEqualTo(token ? leftHalf(received.get("access_token")) : null);
    }

    /** OpenID Connect Core §3.3.2.11. */
    private static String leftHalf(String text) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16));
    }

    @Test
    void say_who_signed_in_for_whom_with_which_nonce(Entra entra, TestingBrowser browser) throws Exception {
        String idToken = received(browser.signIn(TARO, request("response_type", "id_token", "nonce", "n|ü")))
                .get("id_token");
        JsonNode claims = Answer.claimsOf(idToken);

        assertThat(claims.get("nonce").asText()).isEqualTo("n|ü");
        assertThat(claims.get("aud").asText()).isEqualTo(SPA);
        assertThat(claims.get("iss").asText()).isEqualTo(entra.issuer(CONTOSO));
        assertThat(claims.get("oid").asText()).isEqualTo(TARO_OID);
        assertThat(claims.get("sid").asText()).isNotEmpty();
        assertThat(claims.has("auth_time")).isFalse();
        SignedJWT jwt = SignedJWT.parse(idToken);
        var keys =
                JWKSet.parse(browser.get("/" + CONTOSO + "/discovery/v2.0/keys").text());
        assertThat(jwt.verify(new RSASSAVerifier(
                        keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id_token", "id_token token", "code id_token", "code id_token token"})
    void need_a_nonce(String type, TestingBrowser browser) {
        Answer answer = browser.authorize(request("response_type", type, "nonce", null));

        assertThat(answer.location()).contains("#error=invalid_request&");
        assertThat(answer.aadstsInRedirect()).isEqualTo(900144);
        assertThat(answer.redirected().get("error_description")).contains("'nonce'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "code token"})
    void need_no_nonce_without_an_id_token(String type, TestingBrowser browser) {
        Answer answer = browser.signIn(TARO, request("response_type", type, "nonce", null));

        assertThat(answer.redirected()).containsKey("access_token");
    }

    @Test
    void for_an_API_are_of_its_version_and_hold_what_was_consented(TestingBrowser browser) {
        Received received = received(
                browser.signIn(TARO, request("response_type", "token", "scope", "openid " + API_URI + "/Orders.Read")));
        JsonNode claims = Answer.claimsOf(received.get("access_token"));

        assertThat(claims.get("aud").asText()).isEqualTo(API);
        assertThat(claims.get("ver").asText()).isEqualTo("2.0");
        assertThat(claims.get("scp").asText()).isEqualTo("Orders.Read");
        assertThat(claims.get("azpacr").asText()).isEqualTo("0");
        assertThat(received.get("scope")).isEqualTo(API_URI + "/Orders.Read");
        assertThat(received.get("token_type")).isEqualTo("Bearer");
        assertThat(Long.parseLong(received.get("expires_in")))
                .isEqualTo(claims.get("exp").asLong() - claims.get("iat").asLong());
    }

    @Test
    void for_everything_repeat_the_wish(TestingBrowser browser) {
        Received received =
                received(browser.signIn(TARO, request("response_type", "token", "scope", API_URI + "/.default")));

        assertThat(received.get("scope").split(" "))
                .contains(API_URI + "/.default", API_URI + "/Orders.Read", API_URI + "/access_as_user");
    }

    @Test
    void in_version_1_are_asked_for_by_resource(Entra entra, TestingBrowser browser) {
        browser.signIn(TARO, request());
        var parameters = request("response_type", "id_token token", "scope", null, "resource", API_URI);

        Received received = received(browser.get("/" + CONTOSO + "/oauth2/authorize?" + Form.encode(parameters)));

        JsonNode claims = Answer.claimsOf(received.get("id_token"));
        assertThat(claims.get("iss").asText()).isEqualTo(entra.v1Issuer(CONTOSO));
        assertThat(claims.get("upn").asText()).isEqualTo(TARO);
        assertThat(Answer.claimsOf(received.get("access_token")).get("aud").asText())
                .isEqualTo(API);
    }

    @Test
    void in_a_hybrid_answer_agree_with_those_of_the_code(TestingBrowser browser) {
        Received received = received(browser.signIn(
                TARO, request("response_type", "code id_token", "scope", "openid profile offline_access User.Read")));

        Answer redeemed = redeem(browser, received.get("code"));

        JsonNode early = Answer.claimsOf(received.get("id_token"));
        JsonNode late = redeemed.claims("id_token");
        for (String claim : new String[] {"sub", "oid", "sid", "aud", "iss", "nonce", "tid"}) {
            assertThat(late.get(claim)).as(claim).isEqualTo(early.get(claim));
        }
        assertThat(late.has("c_hash")).isFalse();
    }

    private static Answer redeem(TestingBrowser browser, String code) {
        return browser.token(TestingSpa.redemption(code), "Origin", "http://localhost:8080");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "max_age; 600",
                "claims; {\"id_token\":{\"auth_time\":{\"essential\":true}}}",
                "claims; {\"id_token\":{\"auth_time\":null}}",
            })
    void tell_when_the_password_was_entered_if_asked(String name, String value, Entra entra, TestingBrowser browser) {
        browser.signIn(TARO, request());
        long signedInAt = entra.clock().instant().getEpochSecond();
        entra.clock().moveTo(Duration.ofMinutes(5));

        Received received = received(browser.authorize(request("response_type", "code id_token", name, value)));

        assertThat(Answer.claimsOf(received.get("id_token")).get("auth_time").asLong())
                .isBetween(signedInAt - 60, signedInAt);
        assertThat(redeem(browser, received.get("code"))
                        .claims("id_token")
                        .get("auth_time")
                        .asLong())
                .isBetween(signedInAt - 60, signedInAt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id_token\":{\"email\":null}}", "{\"access_token\":{\"auth_time\":null}}", "{}"})
    void do_not_tell_it_to_those_who_asked_for_something_else(String wish, TestingBrowser browser) {
        Received received = received(browser.signIn(TARO, request("response_type", "id_token", "claims", wish)));

        assertThat(Answer.claimsOf(received.get("id_token")).has("auth_time")).isFalse();
    }

    @Test
    void tell_which_cloud_it_is_to_those_who_can_choose(TestingBrowser browser) {
        Received plain = received(browser.signIn(TARO, request()));
        Received aware = received(browser.authorize(request("instance_aware", "true")));

        assertThat(plain.parameters()).doesNotContainKey("cloud_instance_name");
        assertThat(aware.parameters())
                .containsEntry("cloud_instance_name", "microsoftonline.com")
                .containsEntry("cloud_instance_host_name", "login.microsoftonline.com")
                .containsEntry("cloud_graph_host_name", "graph.windows.net")
                .containsEntry("msgraph_host", "graph.microsoft.com");
    }

    @Test
    void come_without_client_info_unless_it_was_asked_for(TestingBrowser browser) {
        Received received = received(browser.signIn(TARO, request("response_type", "id_token", "client_info", null)));

        assertThat(received.parameters()).doesNotContainKey("client_info");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id_token\":{\"signin_state\":{\"essential\":false},\"login_hint\":{},\"tenant_region_sub_scope\":null}}",
                "{\"access_token\":{\"xms_cc\":{\"values\":[\"cp1\"]}},\"unknown\":{\"a\":[1]}}",
                "{}",
            })
    void are_given_also_to_those_with_strange_wishes(String claims, TestingBrowser browser) {
        assertThat(received(browser.signIn(TARO, request("response_type", "id_token token", "claims", claims)))
                        .parameters())
                .containsKeys("id_token", "access_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "\"text\"", "{} {}", "{\"id_token\":}"})
    void are_not_given_when_a_wish_is_no_JSON_object(String claims, TestingBrowser browser) {
        assertThat(received(browser.authorize(request("response_type", "id_token", "claims", claims)))
                        .parameters())
                .containsEntry("error", "invalid_request");
    }
}
