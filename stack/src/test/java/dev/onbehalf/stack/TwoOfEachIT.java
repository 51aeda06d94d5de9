package dev.onbehalf.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.options.Cookie;
import dev.onbehalf.tenant.StandardSeed;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("Two replicas of each application, each request at the other one")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(Running.class)
class TwoOfEachIT {

    private static final Set<Integer> BOTH = Set.of(0, 1);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Replicas system;
    private final Browser browser;

    TwoOfEachIT(Replicas system, Browser browser) {
        this.system = system;
        this.browser = browser;
    }

    private Person person() {
        return new Person(browser.newPerson("en-GB"), system.webUrl());
    }

    @Test
    void a_sign_in_that_one_began_the_other_completes_and_an_order_placed_with_one_is_listed_by_the_other() {
        Person taro = person().signsInAs("taro@contoso.test").places("Window blind", 3, "20.00");
        for (int i = 0; i < 2; i++) {
            assertThat(taro.opens("/orders").text("main")).contains("Window blind");
            assertThat(taro.opens("/profile").text("#profile-name")).isEqualTo("田中 太郎");
        }
        assertThat(system.webProxy().replicasAsked("/orders")).isEqualTo(BOTH);
        assertThat(system.webProxy().replicasAsked("/profile")).isEqualTo(BOTH);
        assertThat(system.apiProxy().replicasAsked("/orders")).isEqualTo(BOTH);
    }

    @Test
    void a_second_factor_that_one_asked_for_is_brought_back_to_the_other_and_counts_for_both() {
        Person max = person().signsInAs("max@contoso.test").opens("/profile");
        assertThat(max.page().url()).startsWith(system.tenant().http().toString());
        max.page().click("#verify");
        max.page().waitForURL(max.web().resolve("/profile").toString());
        for (int i = 0; i < 2; i++) {
            assertThat(max.opens("/profile").text("#profile-name")).isEqualTo("Max Weber");
        }
    }

    @Test
    void consent_that_one_asked_for_is_brought_back_to_the_other() {
        Person nora = person().opens("/");
        nora.page().click("#sign-in");
        nora.page().fill("#username", "nora@contoso.test");
        nora.page().fill("#password", "Passw0rd!");
        nora.page().click("#sign-in");
        nora.page().click("#consent-accept");
        nora.page().waitForURL(nora.web().resolve("/").toString());
        nora.opens("/profile").page().click("#consent-accept");
        nora.page().waitForURL(nora.web().resolve("/profile").toString());
        assertThat(nora.text("#profile-name")).isEqualTo("Nora Lindqvist");
    }

    @Test
    void signing_out_with_one_makes_the_cookie_useless_with_both() {
        Person taro = person().signsInAs("taro@contoso.test").opens("/orders");
        List<Cookie> before = taro.cookies();
        taro.signsOut();

        assertThatBothAskForASignIn(person().steals(before));
    }

    @Test
    void signing_out_at_the_tenant_tells_one_and_ends_the_session_with_both() {
        Person hana = person().signsInAs("hana@contoso.test").opens("/orders");
        hana.page().navigate(system.tenant().http() + "/" + StandardSeed.TENANT_ID + "/oauth2/v2.0/logout");
        assertThat(hana.page().locator("#signed-out").count()).isEqualTo(1);
        assertThatBothAskForASignIn(hana);
    }

    private void assertThatBothAskForASignIn(Person person) {
        for (int i = 0; i < 2; i++) {
            person.opens("/orders");
            assertThat(person.page().url()).startsWith(system.tenant().http().toString());
        }
    }

    @Test
    void DELETE_token_with_one_forgets_what_both_have_exchanged() throws Exception {
        try (AnyClient taro = new AnyClient(system, "taro@contoso.test").signIn()) {
            Audit before = Audit.of(system);
            assertThat(me(taro, 0).status()).isEqualTo(200);
            assertThat(me(taro, 1).status()).isEqualTo(200);
            long exchanges = exchangesSince(before);
            assertThat(held(taro, 0)).isEqualTo(1);
            assertThat(held(taro, 1)).isEqualTo(1);

            assertThat(taro.call("DELETE", system.apiReplica(0).resolve("/token"), "")
                            .status())
                    .isEqualTo(204);

            assertThat(held(taro, 0)).isZero();
            Instant deadline = Instant.now().plus(SOON);
            while (held(taro, 1) > 0) {
                assertThat(Instant.now()).as("the other one has been told").isBefore(deadline);
            }
            assertThat(me(taro, 1).status()).isEqualTo(200);
            assertThat(exchangesSince(before)).as("Redis has forgotten it, too").isEqualTo(exchanges + 1);
        }
    }

    private Wire.Exchange me(AnyClient client, int replica) {
        return client.call("GET", system.apiReplica(replica).resolve("/me"), "");
    }

    private int held(AnyClient client, int replica) throws Exception {
        URI token = system.apiReplica(replica).resolve("/token");
        JsonNode inspection =
                new ObjectMapper().readTree(client.call("GET", token, "").answer());
        return inspection.required("exchanged").size();
    }

    private long exchangesSince(Audit before) {
        return Audit.of(system).since(before).of("token").entries().stream()
                .filter(entry -> entry.path("parameters")
                        .path("requested_token_use")
                        .asText()
                        .equals("on_behalf_of"))
                .count();
    }
}
