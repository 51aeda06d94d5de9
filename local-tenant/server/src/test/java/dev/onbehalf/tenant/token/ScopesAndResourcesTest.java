package dev.onbehalf.tenant.token;

import static dev.onbehalf.tenant.Seeded.API;
import static dev.onbehalf.tenant.Seeded.API_URI;
import static dev.onbehalf.tenant.Seeded.GRAPH_DEFAULT;
import static dev.onbehalf.tenant.Seeded.NORA;
import static dev.onbehalf.tenant.Seeded.SPA;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.TestingSpa.CALLBACK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Seeded;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingSpa;
import dev.onbehalf.tenant.TestingTenant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Scopes")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class ScopesAndResourcesTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "User.Read, https://graph.microsoft.com/User.Read",
        "00000003-0000-0000-c000-000000000000/User.Read, https://graph.microsoft.com/User.Read",
        "https://graph.microsoft.com/User.Read, https://graph.microsoft.com/User.Read",
        "https://graph.microsoft.com//User.Read, https://graph.microsoft.com//User.Read",
    })
    void of_Graph_are_understood_by_each_of_its_names(String scope, String granted, TestingBrowser browser) {
        Answer answer = browser.onBehalfOf(browser.tokens(TARO).member("access_token"), "scope", scope);

        assertThat(answer.member("scope")).isEqualTo(granted);
        assertThat(answer.claims("access_token").get("scp").asText()).isEqualTo("User.Read");
    }

    @Test
    void of_OpenID_Connect_are_told_in_tokens_for_Graph_but_for_the_one_that_is_none_of_its_business(
            TestingBrowser browser) {
        Answer answer = browser.onBehalfOf(
                browser.tokens(TARO).member("access_token"), "scope", "openid offline_access profile User.Read");

        assertThat(answer.claims("access_token").get("scp").asText().split(" "))
                .containsExactlyInAnyOrder("User.Read", "openid", "profile");
        assertThat(answer.member("scope")).isEqualTo("openid profile https://graph.microsoft.com/User.Read");
    }

    @Test
    void may_name_one_resource_in_two_ways(TestingBrowser browser) {
        Answer answer = browser.tokens(TARO, API_URI + "/access_as_user " + API + "/Orders.Read");

        assertThat(answer.claims("access_token").get("scp").asText()).isEqualTo("access_as_user Orders.Read");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "api://nobody/a api://nothing/b, 28000",
        "/User.Read, 70011",
        "https://graph.microsoft.com/, 70011",
    })
    void that_make_no_sense_are_refused(String scope, int aadsts, TestingBrowser browser) {
        assertThat(browser.onBehalfOf(browser.tokens(TARO).member("access_token"), "scope", scope)
                        .aadsts())
                .isEqualTo(aadsts);
    }

    @Test
    void may_have_4096_characters_and_no_more(TestingBrowser browser) {
        String scope = API_URI + "/.default" + " openid".repeat(100);
        String longest = scope + " ".repeat(4096 - scope.length());

        assertThat(browser.clientCredentials("scope", longest).status()).isEqualTo(200);
        assertThat(browser.clientCredentials("scope", longest + " ").aadsts()).isEqualTo(70011);
    }

    @Test
    void that_only_sign_in_reach_no_resource_and_meet_none_of_its_policies(TestingBrowser browser) {
        String refreshToken = browser.tokens(TARO).member("refresh_token");
        browser.admin("POST", "/policies", "{\"user\":\"*\",\"resource\":\"graph\",\"require\":\"block\"}");

        assertThat(browser.refresh(refreshToken, "scope", "openid profile").status())
                .isEqualTo(200);
        assertThat(browser.refresh(refreshToken, "scope", GRAPH_DEFAULT).aadsts())
                .isEqualTo(53003);
    }

    @Test
    void that_only_sign_in_need_a_person_who_has_consented_to_something(TestingBrowser browser) {
        String assertion = browser.tokens(TARO).member("access_token");
        assertThat(browser.onBehalfOf(assertion, "scope", "openid").status()).isEqualTo(200);

        browser.admin("DELETE", "/consents", "{\"user\":\"" + TARO + "\",\"client\":\"" + API + "\"}");

        assertThat(browser.onBehalfOf(assertion, "scope", "openid").aadsts()).isEqualTo(65001);
    }

    @Test
    void for_everything_are_enough_for_a_client_that_wants_no_more_than_to_sign_in(TestingBrowser browser) {
        Answer answer =
                browser.refresh(browser.tokens(TARO).member("refresh_token"), "scope", "openid " + GRAPH_DEFAULT);

        assertThat(answer.claims("access_token").get("scp").asText()).isEqualTo("openid");
    }

    @Test
    void for_everything_need_consent_to_more_than_signing_in_where_the_client_wants_more(TestingBrowser browser) {
        var request = TestingSpa.request("scope", "openid profile offline_access");
        Answer page = browser.enter(browser.authorize(request), NORA, Seeded.PASSWORD);
        String code = browser.consent(page, "accept").redirected().get("code");
        Answer signedIn = browser.redeem(code, "client_id", SPA, "client_secret", null, "redirect_uri", CALLBACK);
        assertThat(signedIn.status()).isEqualTo(200);

        Answer refused = browser.refresh(
                signedIn.member("refresh_token"), "client_id", SPA, "client_secret", null, "scope", GRAPH_DEFAULT);

        assertThat(refused.aadsts()).isEqualTo(65001);
    }

    @Test
    void of_a_resource_by_its_id_are_those_the_client_listed_by_its_address(TestingBrowser browser) {
        Answer answer = browser.refresh(browser.tokens(TARO).member("refresh_token"), "scope", API + "/.default");

        assertThat(answer.claims("access_token").get("scp").asText())
                .isEqualTo("Orders.Read Orders.ReadWrite access_as_user");
        assertThat(answer.member("scope").split(" ")).contains(API + "/.default");
    }
}
