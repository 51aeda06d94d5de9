package dev.onbehalf.web.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.web.session.AnotherReplica;
import dev.onbehalf.web.session.TestingRedis;
import dev.onbehalf.web.signin.LocalTenant;
import dev.onbehalf.web.signin.SigningInTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(InRedisTest.WithRedis.class)
@DisplayName("A challenge, with sessions in Redis")
@DisplayNameGeneration(ReplaceUnderscores.class)
class InRedisTest extends Story {

    public static class WithRedis extends SigningInTest.WithTenant {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(LocalTenant.class), new TestResourceEntry(TestingRedis.class));
        }
    }

    @Inject
    AnotherReplica replica;

    @Test
    void gives_every_replica_the_new_token_at_once_and_ends_the_old_session_there() {
        browser.signIn("/orders/new", TARO);
        String before = browser.sessionCookie();
        String weak = replica.accessToken(before).orElseThrow();
        api().wantsClaims(SECOND_FACTOR);
        click(page("/profile"), "verify");
        assertThat(replica.accessToken(browser.sessionCookie()))
                .contains(calls("GET", "/me").getLast().authorization().substring("Bearer ".length()))
                .get()
                .isNotEqualTo(weak);
        assertThat(replica.accessToken(before)).isEmpty();
    }

    @Test
    void is_met_by_a_form_that_is_then_sent_once() {
        HtmlPage form = browser.signIn("/orders/new", TARO);
        ((HtmlInput) form.getElementByName("item")).setValue("Desk");
        ((HtmlInput) form.getElementByName("unitPrice")).setValue("1");
        api().wantsClaims(SECOND_FACTOR);
        HtmlPage confirming = click(click(form, "place-order"), "verify");
        assertThat(click(confirming, "confirm").getElementById("notice")).isNotNull();
        assertProblem(click(confirming, "confirm"), "ALREADY_DONE");
        assertThat(calls("POST", "/orders")).hasSize(2);
    }

    @Test
    void keeps_a_form_that_comes_after_its_session_has_ended_and_no_more_than_eight() {
        HtmlPage form = browser.signIn("/orders/new", TARO);
        ((HtmlInput) form.getElementByName("item")).setValue("Desk");
        ((HtmlInput) form.getElementByName("unitPrice")).setValue("1");
        for (int i = 0; i < 8; i++) {
            browser.setSessionCookie("gone");
            HtmlPage waiting = click(form, "place-order");
            assertThat(waiting.getUrl().getPath()).isEqualTo("/continue");
        }
        browser.setSessionCookie("gone");
        assertThat(click(form, "place-order").getUrl().getPath()).isEqualTo("/orders/new");
        assertThat(calls("POST", "/orders")).isEmpty();
    }
}
