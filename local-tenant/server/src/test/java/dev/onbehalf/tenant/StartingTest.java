package dev.onbehalf.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Starting a tenant")
@DisplayNameGeneration(ReplaceUnderscores.class)
class StartingTest {

    @Test
    void several_times_at_once_gives_each_its_own_ports_and_keys() {
        try (Entra one = Entra.start();
                Entra other = Entra.start()) {
            assertThat(one.http()).isNotEqualTo(other.http());
            assertThat(one.keys().current().id())
                    .isNotEqualTo(other.keys().current().id());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https", "admin"})
    void on_a_port_that_is_taken_names_the_port(String which) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            EntraOptions options = EntraOptions.onPorts(
                    which.equals("http") ? port : 0,
                    which.equals("https") ? port : 0,
                    which.equals("admin") ? port : 0);

            assertThatThrownBy(() -> Entra.start(options))
                    .isInstanceOfSatisfying(
                            PortTaken.class, e -> assertThat(e.port()).isEqualTo(port))
                    .hasMessageContaining(String.valueOf(port));
        }
    }

    @Test
    void leaves_no_port_open_after_closing() throws Exception {
        int port;
        try (Entra entra = Entra.start()) {
            port = entra.http().getPort();
        }
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(free.isBound()).isTrue();
        }
    }

    @Test
    void ends_at_once_also_while_someone_stays_connected() throws Exception {
        Entra entra = Entra.start();
        try (Socket someone = new Socket("127.0.0.1", entra.http().getPort())) {
            someone.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(someone.getInputStream().read()).isEqualTo('H');

            assertTimeout(Duration.ofSeconds(3), entra::close);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void serves_https_with_a_certificate_of_its_own_authority(String host) throws Exception {
        try (Entra entra = Entra.start()) {
            URI keys = URI.create("https://" + host + ":" + entra.https().getPort() + "/common/discovery/v2.0/keys");
            var client = HttpClient.newBuilder().sslContext(TrustedBy.of(entra)).build();

            var answer = client.send(HttpRequest.newBuilder(keys).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void deletes_the_temporary_file_with_the_certificate() {
        Path file;
        try (Entra entra = Entra.start()) {
            file = entra.caFile();
            assertThat(file).hasContent(entra.caPem());
        }
        assertThat(Files.exists(file)).isFalse();
    }

    @Test
    void by_a_seed_file_knows_only_what_is_in_it(@org.junit.jupiter.api.io.TempDir Path folder) throws Exception {
        Path seed = folder.resolve("seed.json");
        Files.writeString(seed, """
                {"tenants": [{"id": "11111111-0000-4000-8000-000000000000", "name": "own", "domain": "own.test"}],
                 "applications": [],
                 "people": []}
                """);
        try (Entra entra = Entra.start(EntraOptions.forTests().withSeed(seed))) {
            var browser = new TestingBrowser(entra);

            assertThat(browser.get("/own.test/v2.0/.well-known/openid-configuration")
                            .status())
                    .isEqualTo(200);
            assertThat(browser.get("/contoso.test/v2.0/.well-known/openid-configuration")
                            .status())
                    .isEqualTo(400);
        }
    }
}
