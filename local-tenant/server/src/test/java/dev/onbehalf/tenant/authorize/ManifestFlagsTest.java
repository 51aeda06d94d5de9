package dev.onbehalf.tenant.authorize;

import static dev.onbehalf.tenant.Seeded.API;
import static dev.onbehalf.tenant.Seeded.GINA;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.Seeded.WEB;
import static dev.onbehalf.tenant.TestingBrowser.usual;
import static dev.onbehalf.tenant.TestingSpa.received;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingSeed;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** web-frontend may ask for id tokens, orders-api for access tokens, each not for the other. */
@DisplayName("The manifest decides who gets tokens at the front door")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ManifestFlagsTest {
    private static final String CONSENTED = "http://localhost:8080/consented";

    @TempDir
    private static Path folder;

    private static Entra entra;

    private final TestingBrowser browser = new TestingBrowser(entra);

    @BeforeAll
    static void start() {
        entra = new TestingSeed()
                .application(WEB, web -> web.put("idTokenIssuance", true))
                .application(API, api -> api.put("accessTokenIssuance", true))
                .start(folder);
    }

    @AfterAll
    static void stop() {
        entra.close();
    }

    @ParameterizedTest
    @CsvSource({
        "id_token, 0",
        "code id_token, 0",
        "token, 700051",
        "code token, 700051",
        "id_token token, 700051",
        "code id_token token, 700051",
    })
    void with_id_tokens_only(String type, int aadsts) {
        check(browser.signIn(TARO, usual("response_type", type)), aadsts);
    }

    @ParameterizedTest
    @CsvSource({
        "token, 0",
        "code token, 0",
        "id_token, 700054",
        "code id_token, 700054",
        "id_token token, 700054",
    })
    void with_access_tokens_only(String type, int aadsts) {
        Map<String, String> parameters =
                usual("client_id", API, "redirect_uri", CONSENTED, "scope", "openid User.Read", "response_type", type);

        check(browser.signIn(TARO, parameters), aadsts);
    }

    private static void check(Answer answer, int aadsts) {
        assertThat(answer.location()).contains("#");
        if (aadsts == 0) {
            assertThat(answer.redirected()).doesNotContainKey("error");
        } else {
            assertThat(answer.redirected()).containsEntry("error", "unsupported_response_type");
            assertThat(answer.aadstsInRedirect()).isEqualTo(aadsts);
        }
    }

    @Test
    void and_few_groups_fit_into_an_address() {
        assertThat(idToken(TARO).get("groups")).hasSize(3);
    }

    @Test
    void and_many_groups_are_only_hinted_at() {
        JsonNode claims = idToken(GINA);

        assertThat(claims.get("hasgroups").asBoolean()).isTrue();
        assertThat(claims.has("groups")).isFalse();
        assertThat(claims.has("_claim_names")).isFalse();
    }

    @Test
    void and_by_the_code_the_same_person_has_the_usual_overage() {
        String code = received(browser.signIn(GINA, usual("response_type", "code id_token")))
                .get("code");

        assertThat(browser.redeem(code).claims("id_token").has("_claim_names")).isTrue();
    }

    private JsonNode idToken(String person) {
        return Answer.claimsOf(received(browser.signIn(person, usual("response_type", "id_token")))
                .get("id_token"));
    }
}
