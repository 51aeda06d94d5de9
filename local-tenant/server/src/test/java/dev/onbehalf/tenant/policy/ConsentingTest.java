package dev.onbehalf.tenant.policy;

import static dev.onbehalf.tenant.Seeded.API;
import static dev.onbehalf.tenant.Seeded.API_SECRET;
import static dev.onbehalf.tenant.Seeded.API_URI;
import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.NORA;
import static dev.onbehalf.tenant.Seeded.SPA;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.TestingBrowser.usual;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.EntraOptions;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.directory.Seed;
import dev.onbehalf.tenant.http.Form;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Consenting")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class ConsentingTest {
    private static final String MAIL_SEND = "https://graph.microsoft.com/Mail.Send";

    @Test
    void shows_who_wants_what_and_then_signs_in(TestingBrowser browser) {
        Answer page = browser.signIn(NORA, usual());

        assertThat(page.location()).isNull();
        assertThat(page.text())
                .contains("id=\"consent-accept\"", "id=\"consent-cancel\"")
                .contains("id=\"consent-application\">web-frontend<", "Published by contoso.test, unverified")
                .contains("data-scope=\"Orders.Read\">Read your orders", "data-scope=\"openid\">Sign you in")
                .doesNotContain("Orders.ReadWrite");
        Answer tokens =
                browser.redeem(browser.consent(page, "accept").redirected().get("code"));
        assertThat(tokens.claims("access_token").get("scp").asText()).isEqualTo("access_as_user Orders.Read");
    }

    @Test
    void speaks_Japanese_to_those_who_read_it(TestingBrowser browser) {
        browser.signIn(NORA, usual());
        Answer page = browser.get(
                "/" + CONTOSO + "/oauth2/v2.0/authorize?" + Form.encode(usual()), "Accept-Language", "ja,en;q=0.5");

        assertThat(page.text()).contains("要求されているアクセス許可", "あなたの注文を読む", "承諾", "キャンセル");
    }

    @Test
    void is_remembered(TestingBrowser browser) {
        browser.consent(browser.signIn(NORA, usual()), "accept");

        assertThat(browser.authorize(usual("prompt", "none")).redirected()).containsKey("code");
    }

    @Test
    void is_asked_again_for_more_and_only_for_that(TestingBrowser browser) {
        browser.consent(browser.signIn(NORA, usual()), "accept");

        Answer page = browser.authorize(usual("scope", "openid " + API_URI + "/Orders.ReadWrite"));

        assertThat(page.text())
                .contains("data-scope=\"Orders.ReadWrite\"")
                .doesNotContain("data-scope=\"Orders.Read\"", "data-scope=\"openid\"");
    }

    @Test
    void limits_what_a_refresh_can_get(TestingBrowser browser) {
        Answer page = browser.signIn(NORA, usual());
        Answer tokens =
                browser.redeem(browser.consent(page, "accept").redirected().get("code"));
        String refresh = tokens.member("refresh_token");

        assertThat(browser.refresh(refresh, "scope", API_URI + "/Orders.ReadWrite")
                        .aadsts())
                .isEqualTo(65001);
        assertThat(browser.refresh(refresh, "scope", API_URI + "/.default")
                        .claims("access_token")
                        .get("scp")
                        .asText())
                .isEqualTo("Orders.Read access_as_user");
    }

    @Test
    void can_be_declined(TestingBrowser browser) {
        Answer page = browser.signIn(NORA, usual());

        Map<String, String> declined = browser.consent(page, "cancel").redirected();

        assertThat(declined)
                .containsEntry("error", "access_denied")
                .containsEntry("error_subcode", "cancel")
                .containsEntry("state", "a-state");
        assertThat(declined.get("error_description")).startsWith("AADSTS65004: ");
        assertThat(browser.authorize(usual()).text()).contains("id=\"consent-accept\"");
    }

    @Test
    void can_be_asked_for_though_it_was_given(TestingBrowser browser) {
        Answer page = browser.signIn(TARO, usual("prompt", "consent"));

        assertThat(page.text()).contains("id=\"consent-accept\"", "data-scope=\"Orders.Read\"");
        assertThat(browser.consent(page, "accept").redirected()).containsKey("code");
    }

    @Test
    void to_one_more_scope_of_Graph_lets_the_API_use_it(TestingBrowser browser) {
        String assertion = browser.tokens(TARO).member("access_token");
        assertThat(browser.onBehalfOf(assertion, "scope", MAIL_SEND).aadsts()).isEqualTo(65001);

        Answer page = browser.authorize(asTheApi(MAIL_SEND));
        assertThat(page.text())
                .contains("orders-api", "data-scope=\"Mail.Send\"")
                .doesNotContain("User.Read");
        Map<String, String> redirected = browser.consent(page, "accept").redirected();

        assertThat(redirected).containsKey("code").containsEntry("state", "a-state");
        Answer exchanged = browser.onBehalfOf(assertion, "scope", MAIL_SEND);
        assertThat(exchanged.claims("access_token").get("scp").asText()).isEqualTo("Mail.Send");
        Answer redeemed = browser.redeem(
                redirected.get("code"),
                "client_id",
                API,
                "client_secret",
                API_SECRET,
                "redirect_uri",
                "http://localhost:8080/consented");
        assertThat(redeemed.status()).isEqualTo(200);
    }

    @Test
    void is_for_administrators_where_a_scope_says_so(TestingBrowser browser) {
        browser.signIn(TARO, usual());
        String directory = "https://graph.microsoft.com/Directory.Read.All";

        Answer page = browser.authorize(asTheApi(directory));

        assertThat(page.text()).contains("AADSTS90094").doesNotContain("consent-accept");
        assertThat(browser.authorize(asTheApi(directory, "prompt", "none")).redirected())
                .containsEntry("error", "consent_required");
        for (String choice : new String[] {"cancel", "accept"}) {
            Map<String, String> back = browser.consent(page, choice).redirected();
            assertThat(back).containsEntry("error", "access_denied").containsEntry("state", "a-state");
            assertThat(back.get("error_description")).startsWith("AADSTS90094: ");
        }
    }

    @Test
    void covers_the_API_behind_when_everything_is_asked_for_at_once(TestingBrowser browser) {
        Answer page = browser.signIn(NORA, usual("scope", "openid offline_access " + API_URI + "/.default"));

        assertThat(page.text())
                .contains(
                        "data-scope=\"Orders.ReadWrite\"",
                        "data-scope=\"User.Read\"",
                        "orders-api, which works behind it");
        Answer tokens =
                browser.redeem(browser.consent(page, "accept").redirected().get("code"));
        assertThat(browser.onBehalfOf(tokens.member("access_token"))
                        .claims("access_token")
                        .get("scp")
                        .asText())
                .contains("User.Read");
    }

    @Test
    void to_the_application_alone_is_not_enough_for_the_API_behind(TestingBrowser browser) {
        Answer page = browser.signIn(NORA, usual());
        Answer tokens =
                browser.redeem(browser.consent(page, "accept").redirected().get("code"));

        Answer refused = browser.onBehalfOf(tokens.member("access_token"));

        assertThat(refused.aadsts()).isEqualTo(65001);
        assertThat(refused.member("suberror")).isEqualTo("consent_required");
    }

    @Test
    void is_not_asked_of_those_whom_the_API_has_authorised_before(@TempDir Path folder) throws IOException {
        try (var in = Seed.class.getResourceAsStream("seed.json")) {
            String seed = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceFirst(
                            "\"knownClientApplications\"",
                            "\"preAuthorized\": [{\"clientId\": \"" + SPA
                                    + "\", \"scopes\": [\"access_as_user\"]}], \"knownClientApplications\"");
            Path file = Files.writeString(folder.resolve("seed.json"), seed);
            try (Entra entra = Entra.start(EntraOptions.forTests().withSeed(file))) {
                var browser = new TestingBrowser(entra);
                var request = usual(
                        "client_id",
                        SPA,
                        "redirect_uri",
                        "http://localhost:3000/",
                        "scope",
                        "openid " + API_URI + "/access_as_user");

                assertThat(browser.signIn(NORA, request).redirected()).containsKey("code");
                request.put("scope", API_URI + "/Orders.Read");
                assertThat(browser.authorize(request).text()).contains("id=\"consent-accept\"");
            }
        }
    }

    @Test
    void can_be_taken_back(Entra entra, TestingBrowser browser) {
        String assertion = browser.tokens(TARO).member("access_token");
        browser.admin("DELETE", "/consents", "{\"user\":\"%s\",\"client\":\"%s\"}".formatted(TARO, API));

        assertThat(browser.onBehalfOf(assertion).aadsts()).isEqualTo(65001);

        String grant = "{\"user\":\"%s\",\"client\":\"%s\",\"resource\":\"graph\",\"scopes\":\"User.Read\"}";
        assertThat(browser.admin("POST", "/consents", grant.formatted(TARO, API))
                        .status())
                .isEqualTo(204);
        assertThat(browser.onBehalfOf(assertion).status()).isEqualTo(200);
    }

    private static Map<String, String> asTheApi(String scope, String... changes) {
        var request = usual("client_id", API, "redirect_uri", "http://localhost:8080/consented", "scope", scope);
        return TestingBrowser.changed(request, changes);
    }
}
