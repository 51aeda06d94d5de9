package dev.onbehalf.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.options.Cookie;
import dev.onbehalf.stack.Running.SystemUnderTest;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("The whole chain, in a browser")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(Running.class)
class TheWholeChainIT {

    private final SystemUnderTest system;
    private final Browser browser;

    TheWholeChainIT(SystemUnderTest system, Browser browser) {
        this.system = system;
        this.browser = browser;
    }

    private Person person() {
        return new Person(browser.newPerson("en-GB"), system.webUrl());
    }

    @Test
    void an_everyday_user_sees_who_they_are_from_Graph_on_behalf_of_themselves() {
        Person taro = person().signsInAs("taro@contoso.test").opens("/profile");

        assertThat(taro.text("#profile-name")).isEqualTo("田中 太郎");
        assertThat(taro.text("#profile-job-title")).isNotBlank();
        assertThat(taro.text("#profile-manager")).isNotBlank();
        assertThat(taro.page().evaluate("() => document.querySelector('#profile-photo').naturalWidth"))
                .as("the photo has arrived and is a picture")
                .isNotEqualTo(0);
        taro.picture("profile");
    }

    @Test
    void times_are_written_the_way_of_the_reader_and_what_lives_for_a_day_is_counted_in_hours() {
        Person taro = person().signsInAs("taro@contoso.test").opens("/profile").opens("/inspector");

        assertThat(taro.page().locator(".expiry time").allTextContents())
                .hasSize(3)
                .allSatisfy(time -> assertThat(time).matches("\\d{1,2} \\p{L}+ 20\\d\\d, \\d\\d:\\d\\d"));
        assertThat(taro.page().locator(".countdown").allTextContents())
                .satisfiesExactly(
                        idToken -> assertThat(idToken).matches("\\d\\d:\\d\\d"),
                        apiToken -> assertThat(apiToken).matches("\\d\\d:\\d\\d"),
                        // Graph's are good for 20 to 28 hours when the client can be called back (CAE).
                        exchanged -> assertThat(exchanged).matches("\\d\\d:\\d\\d:\\d\\d"));
    }

    @Test
    void an_order_is_still_there_after_everything_was_stopped_and_started_again() {
        Person taro = person().signsInAs("taro@contoso.test").places("Standing desk, oak", 2, "449.50");
        String order = taro.page().url();
        taro.picture("order");

        system.restart();

        Person later = person();
        later.page().navigate(order);
        later.entersPasswordOf("taro@contoso.test");
        assertThat(later.page().url()).as("the page that was asked for").startsWith(order.replaceAll("\\?.*", ""));
        assertThat(later.text("main")).contains("Standing desk, oak").contains("899");
        later.opens("/orders").picture("orders");
        assertThat(later.text("main")).contains("Standing desk, oak");
    }

    @Test
    void signing_out_makes_the_old_cookie_useless_and_the_tenant_asks_for_the_password_again() {
        Person taro = person().signsInAs("taro@contoso.test").opens("/orders");
        List<Cookie> before = taro.cookies();

        taro.signsOut();

        Person thief = person().steals(before).opens("/orders");
        assertThat(thief.page().url())
                .as("where the old cookie leads")
                .startsWith(system.tenant().http().toString());

        taro.opens("/orders");
        assertThat(taro.page().url()).startsWith(system.tenant().http().toString());
        taro.page().waitForSelector("#password");
        taro.picture("sign-in");
    }

    @Test
    void the_tenant_saw_PKCE_state_and_nonce_and_MSAL4J_exchanged_the_token_for_one_that_is_for_Graph() {
        Audit before = Audit.of(system);
        person().signsInAs("hana@contoso.test").opens("/profile");
        Audit audit = Audit.of(system).since(before);

        JsonNode authorize = audit.of("authorize").entries().getFirst().path("parameters");
        assertThat(authorize.path("code_challenge_method").asText()).isEqualTo("S256");
        assertThat(authorize.path("code_challenge").asText()).isNotEmpty();
        assertThat(authorize.path("state").asText()).isNotEmpty();
        assertThat(authorize.path("nonce").asText()).isNotEmpty();

        Audit code = audit.of("token")
                .where(entry -> entry.path("grantType").asText().equals("authorization_code"));
        assertThat(code.entries()).hasSize(1);
        assertThat(code.last().path("status").asInt()).isEqualTo(200);

        Audit exchanges = audit.of("token")
                .where(entry -> entry.path("grantType").asText().equals("urn:ietf:params:oauth:grant-type:jwt-bearer"));
        assertThat(exchanges.entries()).isNotEmpty();
        assertThat(exchanges.last().path("headers").path("x-client-SKU").asText())
                .isEqualTo("MSAL.Java");
        assertThat(exchanges
                        .last()
                        .path("parameters")
                        .path("requested_token_use")
                        .asText())
                .isEqualTo("on_behalf_of");

        Audit graph = audit.of("graph");
        assertThat(graph.entries()).isNotEmpty();
        assertThat(graph.entries())
                .allSatisfy(entry -> assertThat(entry.path("token").path("aud").asText())
                        .isIn("https://graph.microsoft.com", "00000003-0000-0000-c000-000000000000"));
    }
}
