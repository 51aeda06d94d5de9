package dev.onbehalf.tenant.token;

import static dev.onbehalf.tenant.Seeded.ADA;
import static dev.onbehalf.tenant.Seeded.PASSWORD;
import static dev.onbehalf.tenant.Seeded.SPA;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.TestingSpa.CALLBACK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingSpa;
import dev.onbehalf.tenant.TestingTenant;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A browser keeps no secret: its right to refresh ends a day after the sign-in, whatever happens in between. */
@DisplayName("The refresh token of a single-page application")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class SinglePageRefreshTest {
    private static final Map<String, String> REQUEST = TestingSpa.request("scope", "openid offline_access User.Read");

    @Test
    void says_how_long_it_will_last_and_is_not_extended_by_a_new_one(Entra entra, TestingBrowser browser) {
        Answer first = signIn(browser);
        assertThat(secondsLeft(first)).isBetween(86_300L, 86_400L);

        entra.clock().moveTo(Duration.ofHours(23));
        Answer second = refresh(browser, first);
        assertThat(secondsLeft(second)).isBetween(3_500L, 3_600L);

        entra.clock().moveTo(Duration.ofHours(25));
        Answer refused = refresh(browser, second);
        assertThat(refused.aadsts()).isEqualTo(700084);
        assertThat(refused.member("error")).isEqualTo("invalid_grant");
        assertThat(refused.member("suberror")).isEqualTo("bad_token");
    }

    @Test
    void has_an_end_that_others_do_not_have(Entra entra, TestingBrowser browser) {
        Answer ofServer = browser.tokens(TARO);

        assertThat(ofServer.json().has("refresh_token_expires_in")).isFalse();
        entra.clock().moveTo(Duration.ofHours(25));
        assertThat(browser.refresh(ofServer.member("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void proves_nothing_about_the_client(TestingBrowser browser) {
        assertThat(signIn(browser).claims("access_token").get("appidacr").asText())
                .isEqualTo("0");
    }

    @Test
    void is_refused_by_another_tenant(TestingBrowser browser) {
        Answer signedIn = browser.enter(browser.authorize("common", REQUEST), ADA, PASSWORD);
        var form = TestingSpa.redemption(signedIn.redirected().get("code"));
        Answer ofFabrikam = browser.post("/common/oauth2/v2.0/token", form);

        assertThat(ofFabrikam.status()).isEqualTo(200);
        assertThat(refresh(browser, ofFabrikam).aadsts()).isEqualTo(70000);
    }

    private static Answer signIn(TestingBrowser browser) {
        String code = browser.signIn(TARO, REQUEST).redirected().get("code");
        return browser.redeem(code, "client_id", SPA, "client_secret", null, "redirect_uri", CALLBACK);
    }

    private static Answer refresh(TestingBrowser browser, Answer before) {
        return browser.refresh(before.member("refresh_token"), "client_id", SPA, "client_secret", null);
    }

    private static long secondsLeft(Answer answer) {
        return answer.json().get("refresh_token_expires_in").asLong();
    }
}
