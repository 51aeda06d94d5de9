package dev.onbehalf.tenant.graph;

import static dev.onbehalf.tenant.Seeded.GRAPH_DEFAULT;
import static dev.onbehalf.tenant.Seeded.HANA;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.Seeded.TARO_OID;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.admin.TokenForge.Signature;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Asking Graph")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class AskingGraphTest {

    @Test
    void who_I_am(TestingBrowser browser) {
        Answer answer = browser.graph("/me", browser.graphToken(TARO));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo("{\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#users/$entity\","
                        + "\"businessPhones\":[\"+81 3 5550 0101\"],\"displayName\":\"田中 太郎\",\"givenName\":\"太郎\","
                        + "\"jobTitle\":\"Purchasing Specialist\",\"mail\":\"taro@contoso.test\","
                        + "\"mobilePhone\":\"+81 90 5550 0101\",\"officeLocation\":\"Tokyo 4/1102\","
                        + "\"preferredLanguage\":\"ja-JP\",\"surname\":\"田中\","
                        + "\"userPrincipalName\":\"taro@contoso.test\",\"id\":\"" + TARO_OID + "\"}");
        assertThat(answer.header("request-id")).isNotNull();
        assertThat(answer.header("x-ms-ags-diagnostic")).contains("ServerInfo");
    }

    @Test
    void for_some_members_gives_only_those(TestingBrowser browser) {
        assertThat(browser.graph("/me?$select=id,displayName", browser.graphToken(TARO))
                        .text())
                .isEqualTo("{\"@odata.context\":"
                        + "\"https://graph.microsoft.com/v1.0/$metadata#users(id,displayName)/$entity\","
                        + "\"id\":\"" + TARO_OID + "\",\"displayName\":\"田中 太郎\"}");
    }

    @Test
    void for_a_member_it_does_not_know_is_refused(TestingBrowser browser) {
        Answer answer = browser.graph("/me?$select=shoeSize", browser.graphToken(TARO));

        isRefused(answer, 400, "BadRequest");
        assertThat(answer.json().at("/error/message").asText()).contains("shoeSize");
    }

    @Test
    void who_my_manager_is(TestingBrowser browser) {
        JsonNode manager =
                browser.graph("/me/manager", browser.graphToken(TARO)).json();

        assertThat(manager.get("@odata.type").asText()).isEqualTo("#microsoft.graph.user");
        assertThat(manager.get("mail").asText()).isEqualTo(HANA);
    }

    @Test
    void who_manages_somebody_at_the_top_finds_nobody(TestingBrowser browser) {
        isRefused(browser.graph("/me/manager", browser.graphToken(HANA)), 404, "Request_ResourceNotFound");
    }

    @Test
    void for_my_photo(TestingBrowser browser) {
        String token = browser.graphToken(TARO);
        Answer photo = browser.graph("/me/photo/$value", token);

        assertThat(photo.header("Content-Type")).isEqualTo("image/png");
        assertThat(photo.response().body()).startsWith(0x89, 'P', 'N', 'G');
        assertThat(photo.header("ETag"))
                .isEqualTo(browser.graph("/me/photo", token)
                        .json()
                        .get("@odata.mediaEtag")
                        .asText());
        assertThat(browser.get(
                                "/graph/v1.0/me/photo/$value",
                                "Authorization",
                                "Bearer " + token,
                                "If-None-Match",
                                photo.header("ETag"))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void for_a_photo_that_there_is_not(TestingBrowser browser) {
        String token = browser.graphToken("gina@contoso.test");

        isRefused(browser.graph("/me/photo/$value", token), 404, "ImageNotFound");
        isRefused(browser.graph("/me/photo", token), 404, "ImageNotFound");
    }

    @Test
    void without_a_token_is_refused_in_its_own_words(TestingBrowser browser) {
        Answer answer = browser.get("/graph/v1.0/me", "client-request-id", "my-id");

        isRefused(answer, 401, "InvalidAuthenticationToken");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(answer.header("client-request-id")).isEqualTo("my-id");
        assertThat(answer.json().at("/error/innerError/client-request-id").asText())
                .isEqualTo("my-id");
        assertThat(answer.json().at("/error/innerError/date").asText()).isNotEmpty();
    }

    @Test
    void with_a_token_for_somebody_else_is_refused(TestingBrowser browser) {
        Answer tokens = browser.tokens(TARO);

        isRefused(browser.graph("/me", tokens.member("access_token")), 401, "InvalidAuthenticationToken");
        isRefused(browser.graph("/me", tokens.member("id_token")), 401, "InvalidAuthenticationToken");
    }

    @Test
    void with_an_expired_token_is_refused(Entra entra, TestingBrowser browser) {
        String token = browser.graphToken(TARO);
        entra.clock().moveTo(Duration.ofHours(29));

        isRefused(browser.graph("/me", token), 401, "InvalidAuthenticationToken");
    }

    @ParameterizedTest
    @EnumSource(Signature.class)
    void with_a_forged_token_is_refused_even_when_the_key_is_right_but_the_nonce_was_not_hashed(
            Signature signature, Entra entra, TestingBrowser browser) {
        String token = browser.graphToken(TARO);
        var claims = new LinkedHashMap<String, Object>();
        Answer.claimsOf(token).properties().forEach(claim -> claims.put(claim.getKey(), claim.getValue()));
        String forged = entra.forge().forge(Map.of("nonce", "a-nonce"), claims, signature);

        isRefused(browser.graph("/me", forged), 401, "InvalidAuthenticationToken");
    }

    @Test
    void in_the_name_of_an_application_is_refused_for_me(TestingBrowser browser) {
        String token = browser.clientCredentials("scope", GRAPH_DEFAULT).member("access_token");

        isRefused(browser.graph("/me", token), 400, "BadRequest");
    }

    @Test
    void without_the_scope_is_refused(TestingBrowser browser) {
        String token = browser.tokens(TARO, "openid profile").member("access_token");

        isRefused(browser.graph("/me", token), 403, "Authorization_RequestDenied");
        isRefused(browser.graph("/me/photo/$value", token), 403, "Authorization_RequestDenied");
    }

    @Test
    void in_the_name_of_somebody_disabled_is_refused(Entra entra, TestingBrowser browser) {
        String token = browser.graphToken(TARO);
        entra.directory().disable(entra.directory().personNamed(TARO).orElseThrow());

        isRefused(browser.graph("/me", token), 401, "InvalidAuthenticationToken");
    }

    private static void isRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().at("/error/code").asText()).isEqualTo(code);
    }
}
