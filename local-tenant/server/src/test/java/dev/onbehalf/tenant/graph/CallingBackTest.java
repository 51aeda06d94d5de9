package dev.onbehalf.tenant.graph;

import static dev.onbehalf.tenant.Seeded.HANA;
import static dev.onbehalf.tenant.Seeded.TARO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.Seeded;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("Calling tokens back (continuous access evaluation)")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class CallingBackTest {
    private static final String CAPABLE = "{\"access_token\":{\"xms_cc\":{\"values\":[\"cp1\"]}}}";
    private static final Pattern CHALLENGE = Pattern.compile("Bearer realm=\"\", "
            + "authorization_uri=\"(http://localhost:\\d+/common/oauth2/authorize)\", "
            + "client_id=\"00000003-0000-0000-c000-000000000000\", "
            + "error=\"insufficient_claims\", claims=\"([A-Za-z0-9+/]+=*)\"");

    @Test
    void turns_the_next_call_into_a_challenge(Entra entra, TestingBrowser browser) {
        String token = capableToken(browser, TARO);
        assertThat(browser.graph("/me", token).status()).isEqualTo(200);
        long before = Instant.now().getEpochSecond();

        revoke(browser, "revoked");
        Answer refused = browser.graph("/me", token);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json().at("/error/code").asText()).isEqualTo("InvalidAuthenticationToken");
        assertThat(refused.json().at("/error/message").asText())
                .isEqualTo(
                        "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenCreatedWithOutdatedPolicies");
        assertThat(claims(refused))
                .matches("\\{\"access_token\":\\{\"nbf\":\\{\"essential\":true,\"value\":\"\\d+\"}}}");
        long since = Long.parseLong(claims(refused).replaceAll("\\D", ""));
        assertThat(since).isBetween(before, before + 20);
        assertThat(refused.header("WWW-Authenticate")).contains(entra.http() + "/common/oauth2/authorize");
    }

    @Test
    void says_no_more_than_no_to_a_client_that_declared_nothing(TestingBrowser browser) {
        String token = browser.graphToken(TARO);

        revoke(browser, "revoked");
        Answer refused = browser.graph("/me", token);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"\"");
    }

    @Test
    void leaves_other_people_alone(TestingBrowser browser) {
        String token = capableToken(browser, HANA);

        revoke(browser, "revoked");

        assertThat(browser.graph("/me", token).status()).isEqualTo(200);
    }

    @Test
    void after_a_revocation_wants_a_new_sign_in(TestingBrowser browser) {
        Answer tokens = browser.tokens(TARO);
        Answer exchanged = browser.onBehalfOf(tokens.member("access_token"), "claims", CAPABLE);

        revoke(browser, "revoked");
        String claims = claims(browser.graph("/me", exchanged.member("access_token")));

        assertThat(browser.onBehalfOf(tokens.member("access_token"), "claims", claims)
                        .aadsts())
                .isEqualTo(50173);
        assertThat(browser.refresh(tokens.member("refresh_token")).aadsts()).isEqualTo(50173);
        Answer page = browser.authorize(TestingBrowser.usual());
        assertThat(page.text()).contains("id=\"sign-in\"");
        // At once, in the same second: a person's click must not come too early.
        Answer again = browser.redeem(
                browser.enter(page, TARO, Seeded.PASSWORD).redirected().get("code"));
        Answer graphToken = browser.onBehalfOf(again.member("access_token"), "claims", CAPABLE);
        assertThat(browser.graph("/me", graphToken.member("access_token")).status())
                .isEqualTo(200);
    }

    @Test
    void after_a_change_of_policies_is_satisfied_by_the_next_exchange(TestingBrowser browser) {
        String assertion = browser.tokens(TARO).member("access_token");
        Answer first = browser.onBehalfOf(assertion, "claims", CAPABLE);

        revoke(browser, "policy-changed");
        String claims = claims(browser.graph("/me", first.member("access_token")));
        String both = claims.replace("{\"access_token\":{", "{\"access_token\":{\"xms_cc\":{\"values\":[\"cp1\"]},");
        Answer second = browser.onBehalfOf(assertion, "claims", both);

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.claims("access_token").get("xms_cc").toString()).isEqualTo("[\"cp1\"]");
        assertThat(browser.graph("/me", second.member("access_token")).status()).isEqualTo(200);
        assertThat(browser.graph("/me", first.member("access_token")).status()).isEqualTo(401);
    }

    @Test
    void happens_when_the_account_is_disabled(TestingBrowser browser) {
        String token = capableToken(browser, TARO);

        browser.admin("PUT", "/users", "{\"user\":\"%s\",\"enabled\":false}".formatted(TARO));

        assertThat(claims(browser.graph("/me", token))).contains("\"nbf\"");
    }

    @Test
    void needs_a_reason_that_exists(TestingBrowser browser) {
        assertThat(browser.admin("POST", "/revocations", "{\"user\":\"%s\",\"reason\":\"mood\"}".formatted(TARO))
                        .status())
                .isEqualTo(400);
    }

    private static void revoke(TestingBrowser browser, String reason) {
        Answer answer =
                browser.admin("POST", "/revocations", "{\"user\":\"%s\",\"reason\":\"%s\"}".formatted(TARO, reason));
        assertThat(answer.status()).isEqualTo(204);
    }

    private static String capableToken(TestingBrowser browser, String user) {
        return browser.onBehalfOf(browser.tokens(user).member("access_token"), "claims", CAPABLE)
                .member("access_token");
    }

    private static String claims(Answer refused) {
        var challenge = CHALLENGE.matcher(refused.header("WWW-Authenticate"));
        assertThat(challenge.matches()).as(refused.header("WWW-Authenticate")).isTrue();
        return new String(Base64.getDecoder().decode(challenge.group(2)), StandardCharsets.UTF_8);
    }
}
