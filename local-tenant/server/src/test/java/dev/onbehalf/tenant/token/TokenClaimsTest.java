package dev.onbehalf.tenant.token;

import static dev.onbehalf.tenant.Seeded.API;
import static dev.onbehalf.tenant.Seeded.API_URI;
import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.GINA;
import static dev.onbehalf.tenant.Seeded.HANA;
import static dev.onbehalf.tenant.Seeded.LEGACY;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.Seeded.TARO_OID;
import static dev.onbehalf.tenant.Seeded.WEB;
import static dev.onbehalf.tenant.TestingBrowser.usual;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingSpa;
import dev.onbehalf.tenant.TestingTenant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("What a token says")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class TokenClaimsTest {

    @Test
    void in_version_2_for_an_API(Entra entra, TestingBrowser browser) {
        Answer answer = browser.tokens(TARO);
        JsonNode claims = answer.claims("access_token");

        assertThat(names(claims)).containsExactlyInAnyOrder(commonAnd("azp", "azpacr", "preferred_username", "scp"));
        assertThat(claims.get("aud").asText()).isEqualTo(API);
        assertThat(claims.get("iss").asText()).isEqualTo(entra.issuer(CONTOSO));
        assertThat(claims.get("azp").asText()).isEqualTo(WEB);
        assertThat(claims.get("scp").asText()).isEqualTo("access_as_user Orders.Read");
        assertThat(claims.get("oid").asText()).isEqualTo(TARO_OID);
        assertThat(claims.get("tid").asText()).isEqualTo(CONTOSO);
        assertThat(claims.get("ver").asText()).isEqualTo("2.0");
        assertThat(names(Answer.headerOf(answer.member("access_token"))))
                .containsExactlyInAnyOrder("typ", "alg", "kid");
    }

    @Test
    void in_version_1_for_an_older_API(Entra entra, TestingBrowser browser) {
        Answer answer = browser.tokens(TARO, "openid api://" + LEGACY + "/Orders.Read");
        JsonNode claims = answer.claims("access_token");

        assertThat(names(claims))
                .containsExactlyInAnyOrder(commonAnd(
                        "acr",
                        "amr",
                        "appid",
                        "appidacr",
                        "family_name",
                        "given_name",
                        "ipaddr",
                        "scp",
                        "unique_name",
                        "upn"));
        assertThat(claims.get("aud").asText()).isEqualTo("api://" + LEGACY);
        assertThat(claims.get("iss").asText()).isEqualTo(entra.v1Issuer(CONTOSO));
        assertThat(claims.get("amr").toString()).isEqualTo("[\"pwd\"]");
        assertThat(names(Answer.headerOf(answer.member("access_token"))))
                .containsExactlyInAnyOrder("typ", "alg", "x5t", "kid");
    }

    @Test
    void about_who_signed_in(Entra entra, TestingBrowser browser) {
        JsonNode claims = browser.tokens(TARO).claims("id_token");

        assertThat(names(claims)).containsExactlyInAnyOrder(commonAnd("nonce", "preferred_username", "login_hint"));
        assertThat(claims.get("aud").asText()).isEqualTo(WEB);
        assertThat(claims.get("iss").asText()).isEqualTo(entra.issuer(CONTOSO));
        assertThat(claims.get("name").asText()).isEqualTo("田中 太郎");
        assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(3600);
    }

    @Test
    void names_nobody_without_the_scope_for_it(TestingBrowser browser) {
        assertThat(names(browser.tokens(TARO, "openid " + API_URI + "/Orders.Read")
                        .claims("id_token")))
                .doesNotContain("name", "preferred_username", "email");
        assertThat(browser.tokens(TARO, "openid email " + API_URI + "/Orders.Read")
                        .claims("id_token")
                        .get("email")
                        .asText())
                .isEqualTo(TARO);
    }

    @Test
    void is_another_subject_in_each_application_but_one_object(TestingBrowser browser) {
        Answer answer = browser.tokens(TARO);
        JsonNode forApi = answer.claims("access_token");
        JsonNode forWeb = answer.claims("id_token");

        assertThat(forApi.get("sub")).isNotEqualTo(forWeb.get("sub"));
        assertThat(forApi.get("oid")).isEqualTo(forWeb.get("oid"));
        assertThat(browser.tokens(TARO).claims("id_token").get("sub")).isEqualTo(forWeb.get("sub"));
    }

    @Test
    void about_roles_is_said_to_the_API_that_defines_them(Entra entra, TestingBrowser browser) {
        Answer answer = browser.tokens(HANA);

        assertThat(answer.claims("access_token").get("roles").toString()).isEqualTo("[\"Orders.Approve\"]");
        assertThat(answer.claims("id_token").has("roles")).isFalse();
        assertThat(new TestingBrowser(entra).tokens(TARO).claims("access_token").has("roles"))
                .isFalse();
        Answer forTheApi = browser.onBehalfOf(answer.member("access_token"), "scope", "openid User.Read");
        assertThat(forTheApi.claims("id_token").get("roles").toString()).isEqualTo("[\"Orders.Approve\"]");
        assertThat(forTheApi.claims("access_token").has("roles")).isFalse();
    }

    @Test
    void about_groups_is_less_where_it_travels_in_an_address(Entra entra, TestingBrowser browser) {
        var request = TestingSpa.request("response_type", "token", "scope", API_URI + "/Orders.Read");
        JsonNode few =
                Answer.claimsOf(browser.signIn(TARO, request).redirected().get("access_token"));
        JsonNode many = Answer.claimsOf(
                new TestingBrowser(entra).signIn(GINA, request).redirected().get("access_token"));

        assertThat(few.get("groups")).hasSize(3);
        assertThat(many.get("hasgroups").asBoolean()).isTrue();
        assertThat(names(many)).doesNotContain("groups", "_claim_names");
    }

    @Test
    void is_never_said_twice_in_the_same_way(TestingBrowser browser) {
        String assertion = browser.tokens(TARO).member("access_token");
        String first = browser.onBehalfOf(assertion).member("access_token");
        String second = browser.onBehalfOf(assertion).member("access_token");

        for (String claim : new String[] {"uti", "rh", "aio"}) {
            assertThat(Answer.claimsOf(first).get(claim))
                    .isNotEqualTo(Answer.claimsOf(second).get(claim));
        }
        assertThat(Answer.headerOf(first).get("nonce"))
                .isNotEqualTo(Answer.headerOf(second).get("nonce"));
    }

    @Test
    void about_250_groups_is_where_to_ask_for_them(TestingBrowser browser) {
        JsonNode claims = browser.tokens(GINA).claims("access_token");

        assertThat(claims.has("groups")).isFalse();
        assertThat(claims.at("/_claim_names/groups").asText()).isEqualTo("src1");
        assertThat(claims.at("/_claim_sources/src1/endpoint").asText())
                .isEqualTo("https://graph.windows.net/%s/users/%s/getMemberObjects"
                        .formatted(CONTOSO, claims.get("oid").asText()));
    }

    @Test
    void lasts_between_60_and_90_minutes_and_not_always_the_same(TestingBrowser browser) {
        Set<Long> lives = new HashSet<>();
        String refreshToken = browser.tokens(TARO).member("refresh_token");
        for (int i = 0; i < 20; i++) {
            Answer answer = browser.refresh(refreshToken);
            JsonNode claims = answer.claims("access_token");
            long life = claims.get("exp").asLong() - claims.get("iat").asLong();

            assertThat(life)
                    .isBetween(3600L, 5400L)
                    .isEqualTo(answer.json().get("expires_in").asLong());
            lives.add(life);
        }
        assertThat(lives).hasSizeGreaterThan(1);
    }

    @Test
    void lasts_up_to_28_hours_for_a_client_that_can_handle_a_challenge(TestingBrowser browser) {
        String capable = "{\"access_token\":{\"xms_cc\":{\"values\":[\"CP1\"]}}}";
        Answer forApi = browser.redeem(browser.code(TARO), "claims", capable);

        Answer answer = browser.onBehalfOf(forApi.member("access_token"), "claims", capable);

        assertThat(answer.claims("access_token").get("xms_cc").toString()).isEqualTo("[\"cp1\"]");
        assertThat(answer.json().get("expires_in").asLong()).isBetween(20 * 3600L, 28 * 3600L);
        assertThat(answer.json().get("refresh_in").asLong())
                .isEqualTo(answer.json().get("expires_in").asLong() / 2);
    }

    @Test
    void does_not_last_longer_for_an_API_that_could_not_take_it_back(TestingBrowser browser) {
        String capable = "{\"access_token\":{\"xms_cc\":{\"values\":[\"CP1\"]}}}";
        Answer answer = browser.redeem(browser.code(TARO), "claims", capable);

        assertThat(answer.claims("access_token").get("xms_cc").toString()).isEqualTo("[\"cp1\"]");
        assertThat(answer.json().get("expires_in").asLong()).isBetween(3600L, 5400L);
        assertThat(answer.json().has("refresh_in")).isFalse();
    }

    @Test
    void keeps_the_capability_that_was_declared_at_the_front_door(TestingBrowser browser) {
        String capable = "{\"access_token\":{\"xms_cc\":{\"values\":[\"cp1\"]}},\"id_token\":{\"signin_state\":null}}";
        String code =
                browser.signIn(TARO, usual("claims", capable)).redirected().get("code");

        assertThat(browser.redeem(code).claims("access_token").has("xms_cc")).isTrue();
    }

    /** What the three kinds of token say of taro alike, and what only one of them says. */
    private static String[] commonAnd(String... ofThisKind) {
        var common = "aud iss iat nbf exp aio name oid rh sid sub tid uti ver groups".split(" ");
        return Stream.concat(Stream.of(common), Stream.of(ofThisKind)).toArray(String[]::new);
    }

    private static Set<String> names(JsonNode object) {
        var names = new HashSet<String>();
        object.properties().stream().map(Map.Entry::getKey).forEach(names::add);
        return names;
    }
}
