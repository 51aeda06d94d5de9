package dev.onbehalf.tenant.graph;

import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.TestingSpa.received;
import static dev.onbehalf.tenant.TestingSpa.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingSpa.Received;
import dev.onbehalf.tenant.TestingTenant;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Asking for user info")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class AskingForUserInfoTest {

    @ParameterizedTest
    @ValueSource(strings = {"/graph/oidc/userinfo", "/" + CONTOSO + "/openid/userinfo"})
    void gives_the_subject_of_the_id_token(String path, TestingBrowser browser) {
        Received received = received(browser.signIn(TARO, request("response_type", "id_token token")));

        Answer info = browser.get(path, "Authorization", "Bearer " + received.get("access_token"));

        assertThat(info.member("sub"))
                .isEqualTo(Answer.claimsOf(received.get("id_token")).get("sub").asText())
                .isNotEqualTo(
                        Answer.claimsOf(received.get("access_token")).get("sub").asText());
        assertThat(info.member("name")).isEqualTo("田中 太郎");
        assertThat(info.member("given_name")).isEqualTo("太郎");
        assertThat(info.member("family_name")).isEqualTo("田中");
        assertThat(info.member("email")).isEqualTo(TARO);
        assertThat(info.member("picture")).isEqualTo("https://graph.microsoft.com/v1.0/me/photo/$value");
    }

    @Test
    void may_be_done_by_post(TestingBrowser browser) {
        String token = token(browser, "openid profile");

        assertThat(browser.post("/graph/oidc/userinfo", Map.of(), "Authorization", "Bearer " + token)
                        .member("name"))
                .isEqualTo("田中 太郎");
    }

    @ParameterizedTest
    @CsvSource({
        "openid User.Read, sub picture",
        "openid email, sub picture email",
        "openid profile, sub name family_name given_name picture",
    })
    void tells_what_the_scopes_allow(String scope, String members, TestingBrowser browser) {
        Answer info = browser.get("/graph/oidc/userinfo", "Authorization", "Bearer " + token(browser, scope));

        var names = new ArrayList<String>();
        info.json().fieldNames().forEachRemaining(names::add);
        assertThat(String.join(" ", names)).isEqualTo(members);
    }

    @Test
    void needs_openid(TestingBrowser browser) {
        Answer info = browser.get("/graph/oidc/userinfo", "Authorization", "Bearer " + token(browser, "User.Read"));

        assertThat(info.status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer x", "Bearer a.b.c"})
    void with_a_bad_token_is_refused_in_the_words_of_Graph(String authorization, TestingBrowser browser) {
        Answer info = authorization.isEmpty()
                ? browser.get("/graph/oidc/userinfo")
                : browser.get("/graph/oidc/userinfo", "Authorization", authorization);

        assertThat(info.status()).isEqualTo(401);
        assertThat(info.json().at("/error/code").asText()).isEqualTo("InvalidAuthenticationToken");
        assertThat(info.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void with_a_token_for_somebody_else_is_refused(TestingBrowser browser) {
        String forTheApi = browser.tokens(TARO).member("access_token");

        assertThat(browser.get("/graph/oidc/userinfo", "Authorization", "Bearer " + forTheApi)
                        .status())
                .isEqualTo(401);
    }

    private static String token(TestingBrowser browser, String scope) {
        return received(browser.signIn(TARO, request("response_type", "token", "scope", scope)))
                .get("access_token");
    }
}
