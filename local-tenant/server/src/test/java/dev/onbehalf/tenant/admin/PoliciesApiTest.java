package dev.onbehalf.tenant.admin;

import static dev.onbehalf.tenant.Seeded.API;
import static dev.onbehalf.tenant.Seeded.API_URI;
import static dev.onbehalf.tenant.Seeded.MAX;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.Seeded.TARO_OID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Policies, consents and credentials in the admin API")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class PoliciesApiTest {

    @Test
    void begin_with_the_policy_of_the_seed(Entra entra, TestingBrowser browser) {
        Answer all = browser.get(entra.admin() + "/policies", "X-Local-Tenant", "admin");

        assertThat(all.text()).contains("\"require\":\"mfa\"", "a0000000-0000-4000-8000-000000000003");
        assertThat(entra.policies().inForce()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "taro@contoso.test, graph, mfa, 50076",
        TARO_OID + ", https://graph.microsoft.com, block, 53003",
        "*, 00000003-0000-0000-c000-000000000000, compliant-device, 53000",
        "*, *, acrs:c12, 50076",
    })
    void name_people_and_resources_in_many_ways(
            String user, String resource, String require, int aadsts, TestingBrowser browser) {
        String assertion = browser.tokens(TARO).member("access_token");

        Answer added = browser.admin("POST", "/policies", policy(user, resource, require));

        assertThat(added.status()).isEqualTo(201);
        assertThat(added.member("id")).matches("[0-9a-f-]{36}");
        assertThat(browser.onBehalfOf(assertion).aadsts()).isEqualTo(aadsts);
        assertThat(browser.admin("DELETE", "/policies", policy(user, resource, require))
                        .status())
                .isEqualTo(204);
        assertThat(browser.onBehalfOf(assertion).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "nobody@contoso.test, graph, mfa",
        "*, api://nobody, mfa",
        "*, graph, patience",
        "*, graph, acrs",
        "*, graph, acrs:x1",
        "*, graph, acrs:c100",
        "*, graph, mfa:c1",
        "*, graph, sign-in-frequency:often",
        "*, graph, sign-in-frequency:-PT1H",
    })
    void must_make_sense(String user, String resource, String require, TestingBrowser browser) {
        assertThat(browser.admin("POST", "/policies", policy(user, resource, require))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void can_all_be_taken_away_at_once(Entra entra, TestingBrowser browser) {
        assertThat(browser.admin("DELETE", "/policies", "").status()).isEqualTo(204);

        assertThat(browser.onBehalfOf(browser.tokens(MAX).member("access_token"))
                        .status())
                .isEqualTo(200);
        entra.reset();
        assertThat(entra.policies().inForce()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /policies | {}",
                "DELETE | /policies | {\"user\":\"*\"}",
                "PUT | /dialect | {\"error\":\"v3\"}",
                "POST | /consents | {\"user\":\"taro@contoso.test\",\"client\":\"x\",\"resource\":\"graph\",\"scopes\":\"User.Read\"}",
                "POST | /consents | {\"user\":\"taro@contoso.test\",\"client\":\"" + API
                        + "\",\"resource\":\"graph\",\"scopes\":\"Nonsense\"}",
                "POST | /consents | {\"user\":\"taro@contoso.test\",\"client\":\"" + API
                        + "\",\"resource\":\"nowhere\",\"scopes\":\"User.Read\"}",
                "DELETE | /consents | {\"user\":\"nobody\",\"client\":\"" + API + "\"}",
                "POST | /revocations | {\"user\":\"nobody\"}",
                "POST | /credentials | {\"client\":\"nobody\",\"secret\":\"s\"}",
                "POST | /credentials | {\"client\":\"" + API + "\"}",
                "POST | /credentials | {\"client\":\"" + API + "\",\"certificate\":\"no PEM\"}",
                "POST | /credentials | {\"client\":\"" + API + "\",\"secret\":\"s\",\"expires\":\"soon\"}",
                "DELETE | /credentials | {}",
            })
    void say_what_is_wrong_with_a_request(String method, String path, String body, TestingBrowser browser) {
        Answer answer = browser.admin(method, path, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.member("error")).isNotBlank();
    }

    @Test
    void find_nothing_to_take_away_where_there_is_nothing(TestingBrowser browser) {
        assertThat(browser.admin("DELETE", "/policies", "{\"user\":\"*\",\"resource\":\"*\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void take_another_secret(TestingBrowser browser) {
        browser.admin("POST", "/credentials", "{\"client\":\"%s\",\"secret\":\"another\"}".formatted(API));

        assertThat(browser.onBehalfOf(browser.tokens(TARO).member("access_token"), "client_secret", "another")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void limit_policies_to_their_resource(Entra entra, TestingBrowser browser) {
        entra.policies().require(TARO, API_URI, "block").orElseThrow();

        assertThat(browser.signIn(TARO, TestingBrowser.usual("scope", "openid")).redirected())
                .containsKey("code");
    }

    private static String policy(String user, String resource, String require) {
        return "{\"user\":\"%s\",\"resource\":\"%s\",\"require\":\"%s\"}".formatted(user, resource, require);
    }
}
