package dev.onbehalf.tenant.token;

import static dev.onbehalf.tenant.Seeded.API;
import static dev.onbehalf.tenant.Seeded.API_URI;
import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.FABRIKAM;
import static dev.onbehalf.tenant.Seeded.TARO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.admin.TokenForge.Signature;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("An exchange is refused")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class RefusedOnBehalfOfTest {

    @Test
    void when_the_token_was_meant_for_somebody_else(TestingBrowser browser) {
        String graph = browser.graphToken(TARO);

        isRefused(browser.onBehalfOf(graph), 500131, "invalid_grant");
    }

    @Test
    void when_it_is_an_id_token(TestingBrowser browser) {
        isRefused(browser.onBehalfOf(browser.tokens(TARO).member("id_token")), 240002, "invalid_request");
    }

    @Test
    void when_there_is_no_person_in_it(TestingBrowser browser) {
        isRefused(browser.onBehalfOf(browser.clientCredentials().member("access_token")), 7000114, "invalid_grant");
    }

    @Test
    void when_the_token_has_expired_and_says_nothing_more(Entra entra, TestingBrowser browser) {
        String token = browser.tokens(TARO).member("access_token");
        entra.clock().moveTo(Duration.ofMinutes(95));

        Answer refused = browser.onBehalfOf(token);

        isRefused(refused, 500133, "invalid_grant");
        assertThat(refused.json().has("suberror")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Signature.class,
            names = {"INVALID", "NONE", "HS256_WITH_PUBLIC_KEY", "OTHER_KEY"})
    void when_the_signature_is(Signature signature, Entra entra, TestingBrowser browser) {
        isRefused(browser.onBehalfOf(forged(entra, browser, signature, Map.of())), 50013, "invalid_grant");
    }

    @Test
    void never_by_the_forge_itself(Entra entra, TestingBrowser browser) {
        assertThat(browser.onBehalfOf(forged(entra, browser, Signature.VALID, Map.of()))
                        .status())
                .isEqualTo(200);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                arguments("iss", "https://evil.test/", 50013),
                arguments("iss", null, 50013),
                arguments("aud", "api://somebody-else", 500131),
                arguments("aud", null, 500131),
                arguments("exp", 1, 500133),
                arguments("exp", null, 500133),
                arguments("nbf", 4_000_000_000L, 500133),
                arguments("azp", null, 240002),
                arguments("scp", null, 7000114),
                arguments("oid", "deadbeef-0000-4000-8000-000000000000", 50034));
    }

    @ParameterizedTest(name = "{0} is {1}: {2}")
    @MethodSource("changes")
    void when_a_claim_is_wrong(String claim, Object value, int aadsts, Entra entra, TestingBrowser browser) {
        var change = new LinkedHashMap<String, Object>();
        change.put(claim, value);

        assertThat(browser.onBehalfOf(forged(entra, browser, Signature.VALID, change))
                        .aadsts())
                .isEqualTo(aadsts);
    }

    @ParameterizedTest
    @CsvSource({"garbage", "a.b.c", "e30.e30.e30", "'eyJhbGciOiJSUzI1NiJ9.e30.'"})
    void when_it_is_no_token(String garbage, TestingBrowser browser) {
        isRefused(browser.onBehalfOf(garbage), 50013, "invalid_grant");
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource(
            nullValues = "null",
            value = {
                "assertion, null, 900144, invalid_request",
                "requested_token_use, null, 900144, invalid_request",
                "requested_token_use, something, 90023, invalid_request",
                "scope, null, 900144, invalid_request",
                "scope, api://nobody/.default, 500011, invalid_resource",
                "scope, https://cognitiveservices.azure.com/.default, 650057, invalid_resource",
                "scope, https://graph.microsoft.com/Nonsense, 70011, invalid_scope",
                "scope, https://graph.microsoft.com/User.Read https://search.azure.com/user_impersonation, 28000, invalid_scope",
                "resource, https://graph.microsoft.com, 901002, invalid_request",
                "claims, {, 50141, invalid_request",
            })
    void when_the_request_is_wrong(String name, String value, int aadsts, String error, TestingBrowser browser) {
        isRefused(browser.onBehalfOf(browser.tokens(TARO).member("access_token"), name, value), aadsts, error);
    }

    @Test
    void when_consent_is_missing(TestingBrowser browser) {
        Answer answer = browser.onBehalfOf(
                browser.tokens(TARO).member("access_token"), "scope", "https://graph.microsoft.com/Mail.Send");

        isRefused(answer, 65001, "invalid_grant");
        assertThat(answer.member("suberror")).isEqualTo("consent_required");
    }

    @Test
    void when_consent_was_withdrawn(TestingBrowser browser) {
        String token = browser.tokens(TARO).member("access_token");
        browser.admin("DELETE", "/consents", "{\"user\":\"" + TARO + "\",\"client\":\"" + API + "\"}");

        isRefused(browser.onBehalfOf(token), 65001, "invalid_grant");
    }

    @Test
    void when_the_person_was_disabled(Entra entra, TestingBrowser browser) {
        String token = browser.tokens(TARO).member("access_token");
        entra.directory().disable(entra.directory().personNamed(TARO).orElseThrow());

        isRefused(browser.onBehalfOf(token), 50057, "invalid_grant");
    }

    @Test
    void when_the_tenant_is_another_or_none(TestingBrowser browser) {
        String token = browser.tokens(TARO).member("access_token");

        assertThat(inTenant(browser, FABRIKAM, token).aadsts()).isEqualTo(50013);
        assertThat(inTenant(browser, "common", token).aadsts()).isEqualTo(9001023);
        assertThat(inTenant(browser, "nobody.test", token).aadsts()).isEqualTo(90002);
    }

    @Test
    void on_version_1_as_an_interaction_where_the_person_is_needed(TestingBrowser browser) {
        String token = browser.tokens(TARO).member("access_token");
        Answer answer =
                browser.post("/" + CONTOSO + "/oauth2/token", exchange(token, "resource", "https://search.azure.com"));
        assertThat(answer.status()).isEqualTo(200);

        Answer refused = browser.post("/" + CONTOSO + "/oauth2/token", exchange(token, "resource", API_URI));
        assertThat(refused.member("error")).isEqualTo("interaction_required");
        assertThat(refused.aadsts()).isEqualTo(65001);
    }

    private static Answer inTenant(TestingBrowser browser, String tenant, String token) {
        return browser.post(
                "/" + tenant + "/oauth2/v2.0/token", exchange(token, "scope", "https://graph.microsoft.com/.default"));
    }

    private static Map<String, String> exchange(String token, String name, String value) {
        return Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "client_id",
                API,
                "client_secret",
                "local-tenant-api-secret",
                "requested_token_use",
                "on_behalf_of",
                "assertion",
                token,
                name,
                value);
    }

    /** A token of taro with some claims changed; null takes one away. */
    private static String forged(Entra entra, TestingBrowser browser, Signature signature, Map<String, ?> changes) {
        var claims = new LinkedHashMap<String, Object>();
        browser.tokens(TARO)
                .claims("access_token")
                .properties()
                .forEach(claim -> claims.put(claim.getKey(), claim.getValue()));
        changes.forEach((name, value) -> {
            if (value == null) {
                claims.remove(name);
            } else {
                claims.put(name, value);
            }
        });
        return entra.forge().forge(Map.of(), claims, signature);
    }

    private static void isRefused(Answer answer, int aadsts, String error) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.aadsts()).isEqualTo(aadsts);
        assertThat(answer.member("error")).isEqualTo(error);
    }
}
