package dev.onbehalf.tenant.graph;

import static dev.onbehalf.tenant.Seeded.HANA;
import static dev.onbehalf.tenant.Seeded.TARO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.Seeded;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.http.Json;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Sending mail")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class SendingMailTest {
    private static final String MAIL = "{\"message\":{\"subject\":\"注文の控え\",\"body\":{\"contentType\":\"Text\","
            + "\"content\":\"Desk, 2 pieces\"},\"toRecipients\":[{\"emailAddress\":{\"address\":\"taro@contoso.test\"}}],"
            + "\"ccRecipients\":[{\"emailAddress\":{\"address\":\"hana@contoso.test\",\"name\":\"Hana\"}}]},"
            + "\"saveToSentItems\":false}";

    @Test
    void puts_it_into_the_outbox(Entra entra, TestingBrowser browser) throws Exception {
        Answer answer = send(entra, browser, mailToken(entra, browser), MAIL);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text()).isEmpty();
        JsonNode mail =
                Json.MAPPER.readTree(browser.admin("GET", "/outbox", "").text()).get(0);
        assertThat(mail.get("from").asText()).isEqualTo(TARO);
        assertThat(mail.at("/to/0").asText()).isEqualTo(TARO);
        assertThat(mail.at("/cc/0").asText()).isEqualTo(HANA);
        assertThat(mail.get("subject").asText()).isEqualTo("注文の控え");
        assertThat(mail.get("contentType").asText()).isEqualTo("text");
        assertThat(mail.get("content").asText()).isEqualTo("Desk, 2 pieces");
    }

    @Test
    void needs_the_scope_that_nobody_has_consented_to_at_first(Entra entra, TestingBrowser browser) {
        Answer answer = send(entra, browser, browser.graphToken(TARO), MAIL);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().at("/error/code").asText()).isEqualTo("ErrorAccessDenied");
        assertThat(entra.outbox().all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense|BadRequest",
                "{}|ErrorInvalidRequest",
                "{\"message\":{}}|ErrorInvalidRecipients",
                "{\"message\":{\"toRecipients\":[{\"emailAddress\":{\"address\":\"no address\"}}]}}|ErrorInvalidRecipients",
                "{\"message\":{\"body\":{\"contentType\":\"pdf\"},\"toRecipients\":[{\"emailAddress\":{\"address\":\"a@b.test\"}}]}}|BadRequest",
            })
    void that_is_no_mail_is_refused(String body, String code, Entra entra, TestingBrowser browser) {
        Answer answer = send(entra, browser, mailToken(entra, browser), body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/code").asText()).isEqualTo(code);
    }

    @Test
    void keeps_the_last_two_hundred(Entra entra) {
        var person = entra.directory().personNamed(TARO).orElseThrow();
        for (int i = 0; i < 300; i++) {
            String mail = MAIL.replace("Desk", "Desk " + i);
            entra.outbox()
                    .add(Mail.of(
                            person,
                            mail.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                            entra.clock().instant()));
        }

        assertThat(entra.outbox().all()).hasSize(200);
        assertThat(entra.outbox().all().getLast().content()).startsWith("Desk 299");
        entra.reset();
        assertThat(entra.outbox().all()).isEmpty();
    }

    /** As after the person has consented to Mail.Send. */
    private static String mailToken(Entra entra, TestingBrowser browser) {
        var directory = entra.directory();
        var person = directory.personNamed(TARO).orElseThrow();
        var graph = directory
                .application(dev.onbehalf.tenant.directory.Directory.GRAPH)
                .orElseThrow();
        directory.consents().grant(person, directory.application(Seeded.API).orElseThrow(), graph, Set.of("Mail.Send"));
        return browser.onBehalfOf(
                        browser.tokens(TARO).member("access_token"), "scope", "https://graph.microsoft.com/Mail.Send")
                .member("access_token");
    }

    private static Answer send(Entra entra, TestingBrowser browser, String token, String body) {
        return browser.json(
                "POST", URI.create(entra.graph() + "/me/sendMail"), body, "Authorization", "Bearer " + token);
    }
}
