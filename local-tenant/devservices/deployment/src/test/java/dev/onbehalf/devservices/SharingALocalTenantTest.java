package dev.onbehalf.devservices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onbehalf.tenant.EntraOptions;
import dev.onbehalf.tenant.StandardSeed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Two applications in dev mode")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SharingALocalTenantTest {

    @TempDir
    Path home;

    private EntraOptions options;

    @BeforeEach
    void choosePorts() throws IOException {
        options = EntraOptions.onPorts(freePort(), freePort(), freePort()).withHome(home);
    }

    @Test
    void share_one_tenant_and_whoever_is_left_takes_it_over_with_the_same_keys() throws Exception {
        SharedLocalTenant first = new SharedLocalTenant(options);
        SharedLocalTenant second = new SharedLocalTenant(options);
        try {
            first.start();
            second.start();
            String keys = keys(second);
            String authority = Files.readString(second.caFile());
            assertThat(second.http()).isEqualTo(first.http());

            first.close();

            assertThat(eventually(() -> keys(second))).isEqualTo(keys);
            assertThat(Files.readString(second.caFile())).isEqualTo(authority);
        } finally {
            first.close();
            second.close();
        }
    }

    @Test
    void say_which_port_a_stranger_has_taken_and_how_to_move() throws Exception {
        try (ServerSocket stranger = new ServerSocket(options.httpPort(), 1, InetAddress.getLoopbackAddress());
                SharedLocalTenant tenant = new SharedLocalTenant(options)) {
            assertThat(stranger.isBound()).isTrue();
            assertThatThrownBy(tenant::start)
                    .hasMessageContaining(Integer.toString(options.httpPort()))
                    .hasMessageContaining("quarkus.local-tenant.http-port");
        }
    }

    private static String keys(SharedLocalTenant tenant) throws IOException, InterruptedException {
        URI keys = tenant.http().resolve("/" + StandardSeed.TENANT_ID + "/discovery/v2.0/keys");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(keys)
                                    .timeout(Duration.ofSeconds(2))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    /** Asks again until there is an answer: nobody announces that a process has gone. */
    private static String eventually(Question question) throws Exception {
        Instant deadline = Instant.now().plusSeconds(20);
        while (true) {
            try {
                return question.ask();
            } catch (IOException notYet) {
                assertThat(Instant.now()).as("still no answer").isBefore(deadline);
                Thread.onSpinWait();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private interface Question {
        String ask() throws Exception;
    }
}
