package dev.onbehalf.tenant.admin;

import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.OTTO;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.TestingBrowser.usual;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.http.Json;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The admin API")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class AdminApiTest {

    @Test
    void lists_the_people_with_their_passwords(TestingBrowser browser) throws Exception {
        JsonNode users = Json.MAPPER.readTree(browser.admin("GET", "/users", "").text());

        assertThat(users).hasSize(7);
        assertThat(users.get(0).get("userPrincipalName").asText()).isEqualTo(TARO);
        assertThat(users.get(0).get("password").asText()).isEqualTo("Passw0rd!");
        assertThat(users.get(5).get("userPrincipalName").asText()).isEqualTo(OTTO);
        assertThat(users.get(5).get("enabled").asBoolean()).isFalse();
    }

    @Test
    void moves_the_clock(TestingBrowser browser) {
        String refreshToken = browser.tokens(TARO).member("refresh_token");

        assertThat(browser.admin("PUT", "/clock", "{\"offset\":\"P91D\"}").status())
                .isEqualTo(200);
        assertThat(browser.refresh(refreshToken).aadsts()).isEqualTo(700082);
        browser.admin("PUT", "/clock", "{\"offset\":\"PT0S\"}");
        assertThat(browser.refresh(refreshToken).status()).isEqualTo(200);
    }

    @Test
    void rotates_the_keys(TestingBrowser browser) {
        String before = browser.get("/common/discovery/v2.0/keys")
                .json()
                .at("/keys/0/kid")
                .asText();

        String after =
                browser.admin("POST", "/keys/rotate", "{\"overlap\":true}").member("kid");

        assertThat(after).isNotEqualTo(before);
        assertThat(browser.get("/common/discovery/v2.0/keys").text()).contains(before, after);
        browser.admin("POST", "/keys/rotate", "{\"overlap\":false}");
        assertThat(browser.get("/common/discovery/v2.0/keys").text()).doesNotContain(before, after);
    }

    @Test
    void ends_the_sessions_of_somebody(TestingBrowser browser) {
        browser.tokens(TARO);

        assertThat(browser.admin("POST", "/revocations", "{\"user\":\"" + TARO + "\"}")
                        .status())
                .isEqualTo(204);
        assertThat(browser.authorize(usual("prompt", "none")).aadstsInRedirect())
                .isEqualTo(50058);
    }

    @Test
    void forgets_everything_but_the_keys(Entra entra, TestingBrowser browser) throws Exception {
        String token = browser.tokens(TARO).member("access_token");
        entra.directory().disable(entra.directory().personNamed(TARO).orElseThrow());
        browser.admin("PUT", "/clock", "{\"offset\":\"PT80M\"}");

        assertThat(browser.admin("POST", "/reset", "").status()).isEqualTo(204);

        assertThat(Json.MAPPER.readTree(browser.admin("GET", "/audit", "").text()))
                .isEmpty();
        assertThat(browser.onBehalfOf(token).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT|/clock|{}|400",
                "PUT|/clock|{\"offset\":\"soon\"}|400",
                "PUT|/clock|nonsense|400",
                "POST|/revocations|{\"user\":\"nobody\"}|400",
                "POST|/tokens|{\"signature\":\"perfect\"}|400",
                "POST|/nowhere|{}|404",
                "POST|/users|{}|405",
            })
    void explains_what_it_does_not_understand(
            String method, String path, String body, int status, TestingBrowser browser) {
        assertThat(browser.admin(method, path, body).status()).isEqualTo(status);
    }

    @Test
    void refuses_those_who_do_not_say_that_they_are_admins(Entra entra, TestingBrowser browser) {
        URI audit = URI.create(entra.admin() + "/audit");

        assertThat(browser.json("GET", audit, "").status()).isEqualTo(403);
        assertThat(browser.json("GET", audit, "", "X-Local-Tenant", "guest").status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.test", "null", "https://localhost.evil.test", "http://localhost:1"})
    void refuses_pages_of_other_origins(String origin, Entra entra, TestingBrowser browser) {
        Answer answer = browser.json(
                "GET", URI.create(entra.admin() + "/audit"), "", "X-Local-Tenant", "admin", "Origin", origin);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"evil.test, 403", "localhost.evil.test, 403", "localhost, 200", "127.0.0.1, 200"})
    void refuses_other_names_that_point_here(String host, int status, Entra entra) throws Exception {
        int port = entra.admin().getPort();
        String answer = raw(
                port,
                "GET /admin/users HTTP/1.1\r\nHost: " + host + ":" + port
                        + "\r\nX-Local-Tenant: admin\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void refuses_forms(Entra entra, TestingBrowser browser) {
        Answer answer = browser.post(entra.admin() + "/reset", java.util.Map.of("a", "b"), "X-Local-Tenant", "admin");

        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void is_not_on_the_ports_of_the_tenant(TestingBrowser browser) {
        assertThat(browser.get("/admin/audit", "X-Local-Tenant", "admin").status())
                .isEqualTo(404);
        assertThat(browser.get("/" + CONTOSO + "/admin/audit", "X-Local-Tenant", "admin")
                        .status())
                .isEqualTo(404);
    }

    private static String raw(int port, String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }
}
