package dev.onbehalf.tenant.token;

import static dev.onbehalf.tenant.Seeded.API;
import static dev.onbehalf.tenant.Seeded.API_SECRET;
import static dev.onbehalf.tenant.Seeded.API_URI;
import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.LEGACY;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.Seeded.WEB;
import static dev.onbehalf.tenant.Seeded.WEB_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Refreshing")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class RefreshingTest {

    @Test
    void without_a_scope_gives_what_there_was(TestingBrowser browser) {
        Answer before = browser.tokens(TARO);
        Answer after = browser.refresh(before.member("refresh_token"));

        assertThat(after.status()).isEqualTo(200);
        assertThat(after.member("scope")).isEqualTo(before.member("scope"));
        assertThat(after.json().has("id_token")).isTrue();
        assertThat(after.member("access_token")).isNotEqualTo(before.member("access_token"));
        assertThat(after.claims("id_token").get("sid"))
                .isEqualTo(before.claims("id_token").get("sid"));
    }

    @Test
    void gives_a_new_token_and_leaves_the_old_one_valid(TestingBrowser browser) {
        String first = browser.tokens(TARO).member("refresh_token");
        String second = browser.refresh(first).member("refresh_token");

        assertThat(second).isNotEqualTo(first);
        assertThat(browser.refresh(first).status()).isEqualTo(200);
        assertThat(browser.refresh(second).status()).isEqualTo(200);
    }

    @Test
    void works_for_another_resource(TestingBrowser browser) {
        String refreshToken = browser.tokens(TARO).member("refresh_token");

        Answer answer = browser.refresh(refreshToken, "scope", "openid api://" + LEGACY + "/Orders.Read");

        assertThat(answer.claims("access_token").get("aud").asText()).isEqualTo("api://" + LEGACY);
        assertThat(answer.json().has("refresh_token")).isTrue();
    }

    @Test
    void gives_no_scope_that_was_not_consented(TestingBrowser browser) {
        String refreshToken = browser.tokens(TARO).member("refresh_token");

        Answer answer = browser.refresh(refreshToken, "scope", "https://graph.microsoft.com/Mail.Send");

        assertThat(answer.aadsts()).isEqualTo(65001);
        assertThat(answer.member("suberror")).isEqualTo("consent_required");
    }

    @Test
    void after_revocation_is_refused_as_a_bad_token(Entra entra, TestingBrowser browser) {
        String refreshToken = browser.tokens(TARO).member("refresh_token");

        browser.admin("POST", "/revocations", "{\"user\":\"" + TARO + "\"}");
        Answer refused = browser.refresh(refreshToken);

        assertThat(refused.member("error")).isEqualTo("invalid_grant");
        assertThat(refused.aadsts()).isEqualTo(50173);
        assertThat(refused.member("suberror")).isEqualTo("bad_token");
        assertThat(new TestingBrowser(entra).tokens(TARO).status()).isEqualTo(200);
    }

    @Test
    void ends_after_ninety_days_without_use(Entra entra, TestingBrowser browser) {
        String refreshToken = browser.tokens(TARO).member("refresh_token");

        entra.clock().moveTo(Duration.ofDays(91));

        Answer refused = browser.refresh(refreshToken);
        assertThat(refused.aadsts()).isEqualTo(700082);
        assertThat(refused.member("suberror")).isEqualTo("bad_token");
    }

    @Test
    void of_another_client_is_refused(TestingBrowser browser) {
        String refreshToken = browser.tokens(TARO).member("refresh_token");

        assertThat(browser.refresh(refreshToken, "client_id", API, "client_secret", API_SECRET)
                        .aadsts())
                .isEqualTo(70000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"common", "organizations"})
    void at_the_door_of_all_tenants_finds_the_one_of_the_sign_in(String segment, Entra entra, TestingBrowser browser) {
        String refreshToken = browser.tokens(TARO).member("refresh_token");
        var form = Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                WEB,
                "client_secret",
                WEB_SECRET,
                "refresh_token",
                refreshToken);

        Answer answer = new Door(entra, browser, 2).askIn(segment, form);

        assertThat(answer.claims("access_token").get("tid").asText()).isEqualTo(CONTOSO);
    }

    @Test
    void with_garbage_or_a_code_is_refused(TestingBrowser browser) {
        assertThat(browser.refresh("garbage").aadsts()).isEqualTo(9002313);
        assertThat(browser.refresh("1.Rgarbage").aadsts()).isEqualTo(70000);
        assertThat(browser.refresh("1.R" + browser.code(TARO).substring(3)).aadsts())
                .isEqualTo(70000);
    }

    @Test
    void of_somebody_disabled_since_is_refused(Entra entra, TestingBrowser browser) {
        String refreshToken = browser.tokens(TARO).member("refresh_token");
        entra.directory().disable(entra.directory().personNamed(TARO).orElseThrow());

        assertThat(browser.refresh(refreshToken).aadsts()).isEqualTo(50057);
    }

    @Test
    void may_ask_for_less(TestingBrowser browser) {
        String refreshToken = browser.tokens(TARO).member("refresh_token");

        Answer answer = browser.refresh(refreshToken, "scope", API_URI + "/Orders.Read");

        assertThat(answer.claims("access_token").get("scp").asText()).isEqualTo("Orders.Read");
        assertThat(answer.json().has("id_token")).isFalse();
    }
}
