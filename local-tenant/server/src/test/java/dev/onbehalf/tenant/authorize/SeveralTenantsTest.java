package dev.onbehalf.tenant.authorize;

import static dev.onbehalf.tenant.Seeded.ADA;
import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.FABRIKAM;
import static dev.onbehalf.tenant.Seeded.PASSWORD;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.TestingBrowser.usual;
import static dev.onbehalf.tenant.TestingSpa.received;
import static dev.onbehalf.tenant.TestingSpa.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Several tenants")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class SeveralTenantsTest {

    @ParameterizedTest(name = "{0} lets {1} in")
    @CsvSource({
        "common, taro@contoso.test, " + CONTOSO,
        "common, ada@fabrikam.test, " + FABRIKAM,
        "organizations, taro@contoso.test, " + CONTOSO,
        "organizations, ada@fabrikam.test, " + FABRIKAM,
        CONTOSO + ", taro@contoso.test, " + CONTOSO,
        "contoso.test, taro@contoso.test, " + CONTOSO,
        "Contoso.Test, taro@contoso.test, " + CONTOSO,
        FABRIKAM + ", ada@fabrikam.test, " + FABRIKAM,
        "fabrikam.test, ada@fabrikam.test, " + FABRIKAM,
    })
    void issue_tokens_of_the_home_of_each_person(
            String segment, String person, String home, Entra entra, TestingBrowser browser) {
        Answer page = browser.authorize(segment, request("response_type", "id_token token"));
        var received = received(browser.enter(page, person, PASSWORD));
        JsonNode claims = Answer.claimsOf(received.get("id_token"));

        assertThat(claims.get("tid").asText()).isEqualTo(home);
        assertThat(claims.get("iss").asText()).isEqualTo(entra.issuer(home));
        assertThat(Answer.claimsOf(received.get("access_token")).get("tid").asText())
                .isEqualTo(home);
    }

    @ParameterizedTest(name = "{0} does not let {1} in: {2}")
    @CsvSource({
        "consumers, taro@contoso.test, 50020",
        CONTOSO + ", ada@fabrikam.test, 50020",
        FABRIKAM + ", taro@contoso.test, 50020",
        CONTOSO + ", nobody@contoso.test, 50034",
        "common, nobody@nowhere.test, 50034",
    })
    void keep_strangers_out_without_a_word_to_the_application(
            String segment, String person, int aadsts, TestingBrowser browser) {
        Answer answer = browser.enter(browser.authorize(segment, request()), person, PASSWORD);

        assertThat(answer.location()).isNull();
        assertThat(answer.aadsts()).isEqualTo(aadsts);
    }

    @Test
    void show_a_page_when_an_account_of_another_one_is_picked(TestingBrowser browser) {
        browser.signIn(TARO, request());
        Answer picker = browser.authorize(FABRIKAM, request("prompt", "select_account"));
        assertThat(picker.text()).contains("data-account=\"" + TARO + "\"");

        Answer answer = browser.post(
                "/" + FABRIKAM + "/login",
                Map.of("request", picker.hidden("request"), "account", "a0000000-0000-4000-8000-000000000001"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.location()).isNull();
        assertThat(answer.aadsts()).isEqualTo(50020);
        assertThat(answer.text()).contains("id=\"correlation-id\"");
    }

    @Test
    void do_not_mix_up_their_sessions(TestingBrowser browser) {
        browser.signIn(TARO, request());

        Answer page = browser.authorize(FABRIKAM, request());

        assertThat(page.text()).contains("id=\"password\"");
        assertThat(received(browser.enter(page, ADA, PASSWORD)).parameters()).containsKey("code");
    }

    @Test
    void tell_apart_by_client_info_who_signed_in(TestingBrowser browser) {
        String info = received(browser.enter(browser.authorize("common", request()), ADA, PASSWORD))
                .get("client_info");

        assertThat(new String(java.util.Base64.getUrlDecoder().decode(info))).contains("\"utid\":\"" + FABRIKAM + "\"");
    }

    @ParameterizedTest
    @CsvSource({"common, 50194", "organizations, 50194", "consumers, 50194", FABRIKAM + ", 700016"})
    void are_closed_to_an_application_of_one_tenant(String segment, int aadsts, TestingBrowser browser) {
        Answer answer = browser.authorize(segment, usual());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.location()).isNull();
        assertThat(answer.aadsts()).isEqualTo(aadsts);
    }

    @ParameterizedTest
    @CsvSource({"deadbeef-0000-4000-8000-000000000000, 90002", "nobody.test, 90002", "no-tenant, 900023"})
    void that_do_not_exist_show_a_page(String segment, int aadsts, TestingBrowser browser) {
        for (String path : new String[] {"authorize", "logout"}) {
            Answer answer = browser.get("/" + segment + "/oauth2/v2.0/" + path);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.aadsts()).isEqualTo(aadsts);
        }
    }
}
