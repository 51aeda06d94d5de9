package dev.onbehalf.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.stack.Running.SystemUnderTest;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("Challenges, from Graph to the browser and back")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(Running.class)
class ChallengesIT {

    private final SystemUnderTest system;
    private final Browser browser;
    private final TenantPeople people;

    ChallengesIT(SystemUnderTest system, Browser browser) {
        this.system = system;
        this.browser = browser;
        this.people = TenantPeople.of(system);
    }

    private Person person() {
        return new Person(browser.newPerson("en-GB"), system.webUrl());
    }

    private URI tenant() {
        return system.tenant().http();
    }

    @Test
    void a_policy_that_wants_a_second_factor_before_Graph_leads_through_it_to_the_profile() {
        Person max = person().signsInAs("max@contoso.test").opens("/profile");
        assertThat(max.page().url()).startsWith(tenant().toString());
        max.page().click("#verify");
        max.page().waitForURL(max.web().resolve("/profile").toString());
        assertThat(max.text("#profile-name")).isEqualTo("Max Weber");
    }

    @Test
    void an_account_whose_access_was_called_back_signs_in_again_and_sees_the_profile() {
        Person taro = person().signsInAs("taro@contoso.test").opens("/profile");
        assertThat(taro.text("#profile-name")).isEqualTo("田中 太郎");
        people.revoke("taro@contoso.test");
        taro.opens("/profile");
        assertThat(taro.page().url()).startsWith(tenant().toString());
        taro.entersPasswordOf("taro@contoso.test");
        taro.page().waitForURL(taro.web().resolve("/profile").toString());
        assertThat(taro.text("#profile-name")).isEqualTo("田中 太郎");
    }

    @Test
    void somebody_who_has_consented_to_nothing_is_asked_once_for_each_application_and_sees_the_profile() {
        people.forgetConsents("nora@contoso.test");
        Person nora = person().opens("/");
        nora.page().click("#sign-in");
        nora.page().fill("#username", "nora@contoso.test");
        nora.page().fill("#password", "Passw0rd!");
        nora.page().click("#sign-in");
        assertThat(nora.text("#consent-application")).contains("web-frontend");
        nora.picture("consent").page().click("#consent-accept");
        nora.page().waitForURL(nora.web().resolve("/").toString());

        nora.opens("/profile");
        assertThat(nora.text("#consent-application")).contains("orders-api");
        nora.page().click("#consent-accept");
        nora.page().waitForURL(nora.web().resolve("/profile").toString());
        assertThat(nora.text("#profile-name")).isEqualTo("Nora Lindqvist");
    }
}
