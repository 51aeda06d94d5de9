package dev.onbehalf.tenant.token;

import static dev.onbehalf.tenant.Seeded.HANA;
import static dev.onbehalf.tenant.Seeded.LEGACY;
import static dev.onbehalf.tenant.Seeded.LEGACY_SECRET;
import static dev.onbehalf.tenant.Seeded.MAX;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.TestingBrowser.usual;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.admin.TokenForge.Signature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Policies look at it when a token is exchanged. */
@DisplayName("How somebody signed in")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class HowSomebodySignedInTest {
    private static final String C1 = "{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}";
    private static final String OLDER_API = "openid api://" + LEGACY + "/Orders.Read";

    @Test
    void is_known_at_the_exchange_though_the_token_does_not_say_it(TestingBrowser browser) {
        Answer tokens = withSecondFactor(browser, TARO);
        JsonNode exchanged = browser.onBehalfOf(tokens.member("access_token")).claims("access_token");

        assertThat(tokens.claims("access_token").has("amr")).isFalse();
        assertThat(exchanged.get("amr").toString()).isEqualTo("[\"pwd\",\"mfa\"]");
        assertThat(exchanged.get("acrs").toString()).isEqualTo("[\"c1\"]");
    }

    @Test
    void is_not_what_the_token_of_somebody_else_says(Entra entra, TestingBrowser browser) {
        var stolen = withSecondFactor(browser, HANA).claims("access_token").get("aio");
        var claims = claims(new TestingBrowser(entra).tokens(MAX).claims("access_token"));
        claims.put("aio", stolen);

        assertThat(browser.onBehalfOf(forge(entra, claims)).aadsts()).isEqualTo(50076);
    }

    @Test
    void is_by_a_password_when_the_token_says_nothing_at_all(Entra entra, TestingBrowser browser) {
        var claims = claims(browser.tokens(TARO).claims("access_token"));
        claims.remove("aio");

        JsonNode exchanged = browser.onBehalfOf(forge(entra, claims)).claims("access_token");

        assertThat(exchanged.get("amr").toString()).isEqualTo("[\"pwd\"]");
    }

    @Test
    void is_what_an_older_token_says_in_its_own_words(Entra entra, TestingBrowser browser) {
        var claims = claims(browser.tokens(MAX, OLDER_API).claims("access_token"));
        claims.remove("aio");
        assertThat(olderApi(browser, forge(entra, claims)).aadsts()).isEqualTo(50076);

        claims.put("amr", List.of("pwd", "mfa"));
        assertThat(olderApi(browser, forge(entra, claims)).status()).isEqualTo(200);
    }

    @Test
    void is_as_old_as_the_token_says_where_the_two_disagree(Entra entra, TestingBrowser browser) {
        var claims = claims(browser.tokens(TARO).claims("access_token"));
        browser.admin("POST", "/revocations", "{\"user\":\"" + TARO + "\"}");
        assertThat(browser.onBehalfOf(forge(entra, claims)).aadsts()).isEqualTo(50173);

        claims.put("iat", ((JsonNode) claims.get("iat")).asLong() + 60);
        assertThat(browser.onBehalfOf(forge(entra, claims)).status()).isEqualTo(200);
    }

    /** Five minutes of a clock that is fast are forgiven, none of one that is slow. */
    @Test
    void is_valid_from_five_minutes_before_its_time_until_its_end(Entra entra, TestingBrowser browser) {
        var claims = claims(browser.tokens(TARO).claims("access_token"));
        claims.put("nbf", entra.clock().instant().getEpochSecond() + 300);
        assertThat(browser.onBehalfOf(forge(entra, claims)).status()).isEqualTo(200);

        claims.put("exp", entra.clock().instant().getEpochSecond());
        assertThat(browser.onBehalfOf(forge(entra, claims)).aadsts()).isEqualTo(500133);
    }

    private static Answer withSecondFactor(TestingBrowser browser, String username) {
        browser.signIn(username, usual());
        Answer page = browser.authorize(usual("claims", C1));
        return browser.redeem(browser.verify(page, "123456").redirected().get("code"));
    }

    private static Answer olderApi(TestingBrowser browser, String assertion) {
        return browser.onBehalfOf(assertion, "client_id", LEGACY, "client_secret", LEGACY_SECRET);
    }

    private static Map<String, Object> claims(JsonNode token) {
        var claims = new LinkedHashMap<String, Object>();
        token.properties().forEach(claim -> claims.put(claim.getKey(), claim.getValue()));
        return claims;
    }

    private static String forge(Entra entra, Map<String, Object> claims) {
        return entra.forge().forge(Map.of(), claims, Signature.VALID);
    }
}
