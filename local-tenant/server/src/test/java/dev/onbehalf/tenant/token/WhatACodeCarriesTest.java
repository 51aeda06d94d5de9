package dev.onbehalf.tenant.token;

import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.LEGACY;
import static dev.onbehalf.tenant.Seeded.PASSWORD;
import static dev.onbehalf.tenant.Seeded.SIGNED_IN;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.TestingBrowser.usual;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.http.Form;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("A code brings from the front door")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class WhatACodeCarriesTest {

    @Test
    void no_redirect_address_when_none_was_sent(TestingBrowser browser) {
        String code = code(browser, "redirect_uri", null);

        assertThat(browser.redeem(code, "redirect_uri", "http://localhost:8080/stepped-up")
                        .aadsts())
                .isEqualTo(500112);
        assertThat(browser.redeem(code, "redirect_uri", null).status()).isEqualTo(200);
        assertThat(browser.redeem(code(browser, "redirect_uri", null), "redirect_uri", SIGNED_IN)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void when_the_password_was_entered_if_an_age_was_asked_for(Entra entra, TestingBrowser browser) {
        browser.code(TARO);
        long before = entra.clock().instant().getEpochSecond();
        entra.clock().moveTo(Duration.ofMinutes(10));

        JsonNode claims = browser.redeem(code(browser, "max_age", "3600")).claims("id_token");

        assertThat(claims.get("auth_time").asLong()).isBetween(before - 20, before);
        assertThat(browser.tokens(TARO).claims("id_token").has("auth_time")).isFalse();
    }

    @Test
    void no_nonce_that_nobody_sent(TestingBrowser browser) {
        assertThat(browser.redeem(code(browser, "nonce", null))
                        .claims("id_token")
                        .has("nonce"))
                .isFalse();
    }

    @Test
    void what_the_client_can_handle_in_either_spelling(TestingBrowser browser) {
        String single = "{\"access_token\":{\"xms_cc\":{\"value\":\"CP1\"}}}";

        assertThat(browser.redeem(code(browser, "claims", single))
                        .claims("access_token")
                        .get("xms_cc")
                        .toString())
                .isEqualTo("[\"cp1\"]");
        assertThat(browser.tokens(TARO).claims("access_token").has("xms_cc")).isFalse();
    }

    @Test
    void the_resource_of_version_1_also_to_version_2(TestingBrowser browser) {
        String legacy = "api://" + LEGACY;
        Answer page = browser.get(
                "/" + CONTOSO + "/oauth2/authorize?" + Form.encode(usual("scope", null, "resource", legacy)));
        String code = browser.enter(page, TARO, PASSWORD).redirected().get("code");

        Answer answer = browser.redeem(code);

        assertThat(answer.claims("access_token").get("aud").asText()).isEqualTo(legacy);
        assertThat(answer.json().has("resource")).isFalse();
        assertThat(browser.refresh(answer.member("refresh_token"))
                        .claims("access_token")
                        .get("aud")
                        .asText())
                .isEqualTo(legacy);
    }

    @Test
    void no_client_info_unless_it_is_asked_for_again(TestingBrowser browser) {
        assertThat(browser.redeem(code(browser, "client_info", "1")).json().has("client_info"))
                .isFalse();
    }

    private static String code(TestingBrowser browser, String... changes) {
        return browser.signIn(TARO, usual(changes)).redirected().get("code");
    }
}
