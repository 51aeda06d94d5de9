package dev.onbehalf.tenant.fault;

import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.TARO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.Seeded;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Going wrong on purpose")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class GoingWrongTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":\"status\",\"status\":429,\"retryAfter\":3}|429|3|application/json",
                "{\"kind\":\"status\",\"status\":503,\"retryAfter\":7}|503|7|application/json",
                "{\"kind\":\"status\",\"status\":503}|503||application/json",
                "{\"kind\":\"text\",\"retryAfter\":2}|429|2|text/plain",
                "{\"kind\":\"html\"}|502||text/html",
                "{\"kind\":\"empty\"}|500||",
                "{\"kind\":\"empty\",\"status\":504}|504||",
            })
    void befalls_the_token_endpoint(String fault, int status, String retryAfter, String type, TestingBrowser browser) {
        String token = browser.tokens(TARO).member("access_token");
        goWrong(browser, "token", fault.substring(1, fault.length() - 1));

        Answer answer = browser.onBehalfOf(token);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Retry-After")).isEqualTo(retryAfter);
        assertThat(answer.header("Content-Type"))
                .satisfies(found -> assertThat(found == null ? "" : found).startsWith(type == null ? "" : type));
        assertThat(answer.text().isEmpty()).isEqualTo(type == null);
    }

    @Test
    void at_the_token_endpoint_speaks_as_Entra_does(TestingBrowser browser) {
        goWrong(browser, "token", "\"kind\":\"status\",\"status\":503");

        Answer answer = browser.clientCredentials();

        assertThat(answer.aadsts()).isEqualTo(90033);
        assertThat(answer.member("error")).isEqualTo("temporarily_unavailable");
        assertThat(answer.json().get("error_codes").isArray()).isTrue();
    }

    @Test
    void happens_as_often_as_was_asked_for(TestingBrowser browser) {
        goWrong(browser, "token", "\"kind\":\"status\",\"times\":2");

        assertThat(browser.clientCredentials().status()).isEqualTo(503);
        assertThat(browser.clientCredentials().status()).isEqualTo(503);
        assertThat(browser.clientCredentials().status()).isEqualTo(200);
    }

    @Test
    void ends_when_the_fault_is_removed(TestingBrowser browser) {
        goWrong(browser, "token", "\"kind\":\"status\"");
        goWrong(browser, "keys", "\"kind\":\"status\"");
        assertThat(browser.clientCredentials().status()).isEqualTo(503);

        browser.admin("DELETE", "/faults", "{\"target\":\"token\"}");
        assertThat(browser.clientCredentials().status()).isEqualTo(200);
        assertThat(browser.get("/common/discovery/v2.0/keys").status()).isEqualTo(503);
        browser.admin("DELETE", "/faults", "");
        assertThat(browser.get("/common/discovery/v2.0/keys").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "graph, /graph/v1.0/me, 429, /error/code, TooManyRequests",
        "graph, /graph/v1.0/me, 503, /error/code, UnknownError",
        "keys, /common/discovery/v2.0/keys, 503, /error, temporarily_unavailable",
        "discovery, /common/v2.0/.well-known/openid-configuration, 503, /error, temporarily_unavailable",
    })
    void befalls_every_service_in_its_own_words(
            String target, String path, int status, String pointer, String code, TestingBrowser browser) {
        goWrong(browser, target, "\"kind\":\"status\",\"retryAfter\":1,\"status\":" + status);

        Answer answer = browser.get(path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().at(pointer).asText()).isEqualTo(code);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        "search, /search/indexes/products/docs/search?api-version=2024-07-01, 429",
        "search, /search/indexes/products/docs/search?api-version=2024-07-01, 503",
    })
    void befalls_the_search(String target, String path, int status, Entra entra, TestingBrowser browser) {
        goWrong(browser, target, "\"kind\":\"status\",\"status\":" + status);

        Answer answer = browser.json("POST", URI.create(entra.http() + path), "{}");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().at("/error/message").asText()).isNotEmpty();
    }

    @Test
    void shows_a_page_at_the_front_door(TestingBrowser browser) {
        goWrong(browser, "authorize", "\"kind\":\"status\"");

        Answer answer = browser.authorize(TestingBrowser.usual());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
    }

    @Test
    void closes_connections(TestingBrowser browser) {
        goWrong(browser, "token", "\"kind\":\"close\",\"times\":9");

        assertThatThrownBy(browser::clientCredentials)
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow", "slow-headers"})
    void lets_wait_for_the_head(String kind, Entra entra, TestingBrowser browser) throws Exception {
        goWrong(browser, "keys", "\"kind\":\"" + kind + "\",\"delay\":\"PT0.4S\"");

        try (Socket socket = ask(entra, "/common/discovery/v2.0/keys")) {
            long start = System.nanoTime();
            assertThat((char) socket.getInputStream().read()).isEqualTo('H');
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
        }
    }

    @Test
    void lets_wait_for_the_body(Entra entra, TestingBrowser browser) throws Exception {
        goWrong(browser, "keys", "\"kind\":\"slow-body\",\"delay\":\"PT0.6S\"");

        try (Socket socket = ask(entra, "/common/discovery/v2.0/keys")) {
            long start = System.nanoTime();
            assertThat(new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200 OK");
            String rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(500));
            assertThat(rest).contains("\"keys\"");
        }
        assertThat(browser.get("/common/discovery/v2.0/keys").json().get("keys"))
                .hasSize(2);
    }

    private static Socket ask(Entra entra, String path) throws IOException {
        var socket = new Socket("127.0.0.1", entra.http().getPort());
        socket.setSoTimeout(5_000);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void forgets_client_info(TestingBrowser browser) {
        String token = browser.tokens(TARO).member("access_token");
        goWrong(browser, "token", "\"kind\":\"no-client-info\",\"times\":1");

        assertThat(browser.clientCredentials().status()).isEqualTo(200);
        assertThat(browser.onBehalfOf(token, "client_info", "1").json().has("client_info"))
                .isFalse();
        assertThat(browser.onBehalfOf(token, "client_info", "1").json().has("client_info"))
                .isTrue();
    }

    @Test
    void forgets_that_everything_was_asked_for(TestingBrowser browser) {
        String token = browser.tokens(TARO).member("access_token");
        goWrong(browser, "token", "\"kind\":\"no-default-echo\",\"times\":1");

        assertThat(browser.onBehalfOf(token).member("scope"))
                .contains("User.Read")
                .doesNotContain(".default");
        assertThat(browser.onBehalfOf(token).member("scope")).contains(".default");
    }

    @Test
    void without_a_tenant_finds_none(TestingBrowser browser) {
        goWrong(browser, "directory", "\"kind\":\"deleted-tenant\",\"tenant\":\"contoso.test\"");

        Answer answer = browser.clientCredentials();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.aadsts()).isEqualTo(90002);
        assertThat(browser.get("/" + CONTOSO + "/v2.0/.well-known/openid-configuration")
                        .aadsts())
                .isEqualTo(90002);
        browser.admin("DELETE", "/faults", "{\"target\":\"directory\"}");
        assertThat(browser.clientCredentials().status()).isEqualTo(200);
    }

    @Test
    void without_a_service_principal_finds_no_resource(TestingBrowser browser) {
        String token = browser.tokens(TARO).member("access_token");
        goWrong(
                browser,
                "directory",
                "\"kind\":\"removed-service-principal\",\"tenant\":\"" + CONTOSO
                        + "\",\"clientId\":\"00000003-0000-0000-c000-000000000000\"");

        Answer answer = browser.onBehalfOf(token);
        assertThat(answer.aadsts()).isEqualTo(500011);
        assertThat(answer.member("error")).isEqualTo("invalid_resource");
        browser.admin("POST", "/reset", "");
        assertThat(browser.graphToken(TARO)).isNotEmpty();
    }

    @Test
    void disables_people(TestingBrowser browser) {
        String token = browser.tokens(TARO).member("access_token");

        browser.admin("PUT", "/users", "{\"user\":\"" + TARO + "\",\"enabled\":false}");
        assertThat(browser.onBehalfOf(token).aadsts()).isEqualTo(50057);
        browser.admin("PUT", "/users", "{\"user\":\"" + TARO + "\",\"enabled\":true}");
        assertThat(browser.onBehalfOf(token).status()).isEqualTo(200);
    }

    @Test
    void is_listed_and_told_by_the_audit(Entra entra, TestingBrowser browser) {
        goWrong(browser, "token", "\"kind\":\"status\",\"status\":429,\"retryAfter\":3,\"times\":5");

        browser.clientCredentials();

        var fault = browser.admin("GET", "/faults", "").json().at("/faults/0");
        assertThat(fault.get("kind").asText()).isEqualTo("status");
        assertThat(fault.get("times").intValue()).isEqualTo(4);
        assertThat(entra.audit().of("token").getLast().fault()).isEqualTo("status");
        assertThat(entra.audit().of("token").getLast().status()).isEqualTo(429);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"target\":\"moon\",\"kind\":\"status\"}",
                "{\"target\":\"token\",\"kind\":\"nonsense\"}",
                "{\"target\":\"graph\",\"kind\":\"no-client-info\"}",
                "{\"target\":\"token\",\"kind\":\"cut-stream\"}",
                "{\"target\":\"token\",\"kind\":\"status\",\"status\":99}",
                "{\"target\":\"token\",\"kind\":\"status\",\"times\":0}",
                "{\"target\":\"token\",\"kind\":\"status\",\"retryAfter\":-1}",
                "{\"target\":\"token\",\"kind\":\"slow\",\"delay\":\"PT1H\"}",
                "{\"target\":\"token\",\"kind\":\"slow\",\"delay\":\"soon\"}",
                "{\"target\":\"directory\",\"kind\":\"deleted-tenant\",\"tenant\":\"moon\"}",
                "{\"target\":\"token\"}",
            })
    void is_not_possible_in_every_way(String fault, TestingBrowser browser) {
        Answer answer = browser.admin("POST", "/faults", fault);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.member("error")).isNotEmpty();
    }

    @Test
    void is_over_after_a_reset(TestingBrowser browser) {
        goWrong(browser, "token", "\"kind\":\"status\"");

        browser.admin("POST", "/reset", "");

        assertThat(browser.token(Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                Seeded.DAEMON,
                                "client_secret",
                                Seeded.DAEMON_SECRET,
                                "scope",
                                Seeded.API_URI + "/.default"))
                        .status())
                .isEqualTo(200);
    }

    private static void goWrong(TestingBrowser browser, String target, String members) {
        Answer added = browser.admin("POST", "/faults", "{\"target\":\"" + target + "\"," + members + "}");
        assertThat(added.status()).as(added.text()).isEqualTo(201);
    }
}
