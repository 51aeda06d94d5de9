package dev.onbehalf.tenant.token;

import static dev.onbehalf.tenant.Seeded.API_URI;
import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.DAEMON;
import static dev.onbehalf.tenant.Seeded.DAEMON_SECRET;
import static dev.onbehalf.tenant.Seeded.SPA;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.TestingBrowser.VERIFIER;
import static dev.onbehalf.tenant.TestingBrowser.usual;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.Seeded;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingSpa;
import dev.onbehalf.tenant.TestingTenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("Redeeming a code")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class RedeemingACodeTest {

    @Test
    void gives_all_three_tokens(TestingBrowser browser) {
        Answer answer = browser.tokens(TARO);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.member("token_type")).isEqualTo("Bearer");
        assertThat(answer.member("scope")).isEqualTo(API_URI + "/access_as_user " + API_URI + "/Orders.Read");
        assertThat(answer.json().get("expires_in").isNumber()).isTrue();
        assertThat(answer.json().get("ext_expires_in")).isEqualTo(answer.json().get("expires_in"));
        assertThat(answer.json().has("access_token")).isTrue();
        assertThat(answer.json().has("refresh_token")).isTrue();
        assertThat(answer.claims("id_token").get("nonce").asText()).isEqualTo("a-nonce");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void gives_no_more_than_was_asked_for(TestingBrowser browser) {
        Answer answer = browser.tokens(TARO, API_URI + "/Orders.Read");

        assertThat(answer.json().has("refresh_token")).isFalse();
        assertThat(answer.json().has("id_token")).isFalse();
        assertThat(answer.claims("access_token").get("scp").asText()).isEqualTo("Orders.Read");
    }

    @Test
    void works_once(TestingBrowser browser) {
        String code = browser.code(TARO);

        assertThat(browser.redeem(code).status()).isEqualTo(200);
        Answer again = browser.redeem(code);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.member("error")).isEqualTo("invalid_grant");
        assertThat(again.aadsts()).isEqualTo(54005);
    }

    @Test
    void works_once_also_when_many_try_at_the_same_time(Entra entra, TestingBrowser browser) throws Exception {
        String code = browser.code(TARO);
        List<Callable<Integer>> tries = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            tries.add(() -> new TestingBrowser(entra).redeem(code).status());
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(tries).stream()
                            .map(RedeemingACodeTest::get)
                            .filter(status -> status == 200))
                    .hasSize(1);
        }
    }

    @Test
    void works_for_ten_minutes(Entra entra, TestingBrowser browser) {
        String code = browser.code(TARO);

        entra.clock().moveTo(Duration.ofMinutes(11));

        assertThat(browser.redeem(code).aadsts()).isEqualTo(70008);
    }

    @Test
    void needs_the_redirect_address_of_the_front_door(TestingBrowser browser) {
        String code = browser.code(TARO);

        assertThat(browser.redeem(code, "redirect_uri", "http://localhost:8080/stepped-up")
                        .aadsts())
                .isEqualTo(500112);
        assertThat(browser.redeem(code, "redirect_uri", null).aadsts()).isEqualTo(900144);
        assertThat(browser.redeem(code).status()).isEqualTo(200);
    }

    @Test
    void of_another_client_is_refused(TestingBrowser browser) {
        String code = browser.code(TARO);

        assertThat(browser.redeem(code, "client_id", DAEMON, "client_secret", DAEMON_SECRET)
                        .aadsts())
                .isEqualTo(70000);
    }

    @Test
    void of_another_tenant_is_refused(TestingBrowser browser) {
        var spa = usual("client_id", SPA, "redirect_uri", "http://localhost:8080/lab/callback", "scope", "openid");
        Answer answer = browser.enter(browser.authorize("common", spa), Seeded.ADA, Seeded.PASSWORD);

        assertThat(browser.redeem(
                                answer.redirected().get("code"),
                                "client_id",
                                SPA,
                                "client_secret",
                                null,
                                "redirect_uri",
                                "http://localhost:8080/lab/callback")
                        .aadsts())
                .isEqualTo(700005);
    }

    @Test
    void over_common_finds_the_tenant_by_itself(TestingBrowser browser) {
        var spa = usual(
                "client_id", SPA, "redirect_uri", "http://localhost:8080/lab/callback", "scope", "openid profile");
        Answer answer = browser.enter(browser.authorize("common", spa), Seeded.ADA, Seeded.PASSWORD);
        var form = TestingSpa.redemption(answer.redirected().get("code"));

        Answer tokens = browser.post("/common/oauth2/v2.0/token", form);

        assertThat(tokens.claims("id_token").get("tid").asText()).isEqualTo(Seeded.FABRIKAM);
    }

    @Test
    void that_is_garbage_is_refused(TestingBrowser browser) {
        assertThat(browser.redeem("garbage").aadsts()).isEqualTo(9002313);
        assertThat(browser.redeem("1.Agarbage").aadsts()).isEqualTo(70000);
        assertThat(browser.redeem("x", "code", null).aadsts()).isEqualTo(900144);
    }

    @Test
    void needs_the_verifier_of_the_challenge(TestingBrowser browser) {
        String code = browser.code(TARO);

        assertThat(browser.redeem(code, "code_verifier", null).aadsts()).isEqualTo(50148);
        assertThat(browser.redeem(code, "code_verifier", VERIFIER + "x").aadsts())
                .isEqualTo(501481);
        assertThat(browser.redeem(code).status()).isEqualTo(200);
    }

    @Test
    void takes_a_plain_challenge_when_no_method_was_named(TestingBrowser browser) {
        String code = browser.signIn(TARO, usual("code_challenge", VERIFIER, "code_challenge_method", null))
                .redirected()
                .get("code");

        assertThat(browser.redeem(code).status()).isEqualTo(200);
    }

    @Test
    void without_a_challenge_takes_no_verifier(TestingBrowser browser) {
        String code = browser.signIn(TARO, usual("code_challenge", null, "code_challenge_method", null))
                .redirected()
                .get("code");

        assertThat(browser.redeem(code).aadsts()).isEqualTo(501481);
        assertThat(browser.redeem(code, "code_verifier", null).status()).isEqualTo(200);
    }

    @Test
    void needs_a_challenge_for_a_single_page_application(TestingBrowser browser) {
        Answer answer = browser.authorize(usual(
                "client_id",
                SPA,
                "redirect_uri",
                "http://localhost:8080/lab/callback",
                "scope",
                "openid",
                "code_challenge",
                null,
                "code_challenge_method",
                null));

        assertThat(answer.aadstsInRedirect()).isEqualTo(9002325);
    }

    @Test
    void may_ask_for_less_than_at_the_front_door(TestingBrowser browser) {
        Answer answer = browser.redeem(browser.code(TARO), "scope", "openid " + API_URI + "/Orders.Read");

        assertThat(answer.claims("access_token").get("scp").asText()).isEqualTo("Orders.Read");
    }

    @Test
    void by_everything_gives_what_was_consented_and_repeats_the_word(TestingBrowser browser) {
        Answer answer = browser.tokens(TARO, "openid " + API_URI + "/.default");

        assertThat(answer.member("scope").split(" "))
                .containsExactlyInAnyOrder(
                        API_URI + "/.default",
                        API_URI + "/access_as_user",
                        API_URI + "/Orders.Read",
                        API_URI + "/Orders.ReadWrite");
    }

    @Test
    void of_somebody_disabled_since_is_refused(Entra entra, TestingBrowser browser) {
        String code = browser.code(TARO);
        entra.directory().disable(entra.directory().personNamed(TARO).orElseThrow());

        assertThat(browser.redeem(code).aadsts()).isEqualTo(50057);
    }

    @Test
    void on_version_1_names_a_resource(TestingBrowser browser) {
        String legacy = "api://" + Seeded.LEGACY;
        Answer page = browser.get("/" + CONTOSO + "/oauth2/authorize?"
                + dev.onbehalf.tenant.http.Form.encode(usual("scope", null, "resource", legacy)));
        String code = browser.enter(page, TARO, Seeded.PASSWORD).redirected().get("code");
        Answer answer = browser.post(
                "/" + CONTOSO + "/oauth2/token",
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        Seeded.WEB,
                        "client_secret",
                        Seeded.WEB_SECRET,
                        "code",
                        code,
                        "redirect_uri",
                        Seeded.SIGNED_IN,
                        "code_verifier",
                        VERIFIER));

        assertThat(answer.member("resource")).isEqualTo(legacy);
        assertThat(answer.json().get("expires_in").isTextual()).isTrue();
        assertThat(Long.parseLong(answer.member("expires_on")) - Long.parseLong(answer.member("not_before")))
                .isEqualTo(answer.json().get("expires_in").asLong());
        assertThat(answer.claims("access_token").get("aud").asText()).isEqualTo(legacy);
        assertThat(answer.claims("id_token").get("ver").asText()).isEqualTo("1.0");
        assertThat(answer.claims("id_token").get("upn").asText()).isEqualTo(TARO);
        assertThat(answer.claims("id_token").get("amr").toString()).isEqualTo("[\"pwd\"]");
    }

    private static Integer get(Future<Integer> future) {
        try {
            return future.get();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
