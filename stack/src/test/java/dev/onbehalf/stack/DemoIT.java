package dev.onbehalf.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayName("The demo")
@DisplayNameGeneration(ReplaceUnderscores.class)
class DemoIT {

    @Test
    void says_which_port_is_taken_and_how_to_move_it() throws Exception {
        try (ServerSocket somebody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process demo = demo(somebody.getLocalPort());
            String said = new String(demo.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(demo.exitValue()).isNotZero();
            assertThat(said)
                    .contains("port " + somebody.getLocalPort())
                    .contains("WEB_PORT=")
                    .doesNotContain("\tat ");
        }
    }

    private static Process demo(int webPort) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                Demo.class.getName()));
        builder.environment().put("WEB_PORT", Integer.toString(webPort));
        return builder.start();
    }
}
