package dev.onbehalf.tenant.error;

import static dev.onbehalf.tenant.Seeded.CONTOSO;
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
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A refused token request")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class RefusedTokenRequestTest {
    private static final String TOKEN = "/" + CONTOSO + "/oauth2/v2.0/token";

    @Test
    void has_all_members_in_Entras_types(Entra entra, TestingBrowser browser) {
        JsonNode body = browser.clientCredentials("client_secret", "wrong").json();

        assertThat(body.properties().stream().map(Map.Entry::getKey))
                .containsExactly(
                        "error",
                        "error_description",
                        "error_codes",
                        "timestamp",
                        "trace_id",
                        "correlation_id",
                        "error_uri");
        assertThat(body.get("error_codes").toString()).isEqualTo("[7000215]");
        assertThat(body.get("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ");
        assertThat(body.get("error_uri").asText()).isEqualTo(entra.http() + "/error?code=7000215");
        assertThat(body.get("error_description").asText())
                .startsWith("AADSTS7000215: ")
                .contains("Trace ID: " + body.get("trace_id").asText())
                .contains("Correlation ID: " + body.get("correlation_id").asText())
                .endsWith("Timestamp: " + body.get("timestamp").asText());
    }

    @Test
    void repeats_the_callers_request_id(TestingBrowser browser) {
        String id = "11111111-2222-4333-8444-555555555555";
        Answer answer =
                browser.post(TOKEN, Map.of("a", "b"), "client-request-id", id, "return-client-request-id", "true");

        assertThat(answer.member("correlation_id")).isEqualTo(id);
        assertThat(answer.header("client-request-id")).isEqualTo(id);
    }

    @Test
    void repeats_no_request_id_that_is_none(TestingBrowser browser) {
        Answer answer = browser.post(TOKEN, Map.of("a", "b"), "client-request-id", "<script>");

        assertThat(answer.member("correlation_id")).matches("[0-9a-f-]{36}");
    }

    @Test
    void is_not_stored_and_has_a_number_of_its_own(TestingBrowser browser) {
        Answer answer = browser.clientCredentials("client_secret", "wrong");

        assertThat(answer.header("Cache-Control")).contains("no-store", "no-cache");
        assertThat(answer.header("Pragma")).isEqualTo("no-cache");
        assertThat(answer.header("Expires")).isEqualTo("-1");
        assertThat(answer.header("x-ms-request-id")).matches("[0-9a-f-]{36}");
        assertThat(answer.header("x-ms-clitelem")).isEqualTo("1,7000215,0,,");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "urn:ietf:params:oauth:grant-type:token-exchange", "ümlaut"})
    void for_a_grant_that_does_not_exist(String grantType, TestingBrowser browser) {
        Answer answer = browser.clientCredentials("grant_type", grantType);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.member("error")).isEqualTo("unsupported_grant_type");
        assertThat(answer.aadsts()).isEqualTo(70003);
    }

    @Test
    void without_a_grant_names_what_is_missing(TestingBrowser browser) {
        Answer answer = browser.clientCredentials("grant_type", null);

        assertThat(answer.aadsts()).isEqualTo(900144);
        assertThat(answer.member("error_description")).contains("'grant_type'");
    }

    @Test
    void by_GET_says_that_it_must_be_POST(TestingBrowser browser) {
        Answer answer = browser.get(TOKEN);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.aadsts()).isEqualTo(900561);
    }

    @Test
    void with_a_doubled_parameter_names_it(TestingBrowser browser) {
        Answer answer = browser.send(
                java.net.http.HttpRequest.newBuilder(
                                browser.get(TOKEN).response().uri())
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString("scope=a&scope=b")),
                "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(answer.aadsts()).isEqualTo(9000411);
        assertThat(answer.member("error_description")).contains("'scope'");
    }

    @Test
    void of_another_media_type_has_no_parameters(Entra entra, TestingBrowser browser) {
        Answer answer = browser.json(
                "POST", java.net.URI.create(entra.http() + TOKEN), "{\"grant_type\":\"client_credentials\"}");

        assertThat(answer.aadsts()).isEqualTo(900144);
    }
}
