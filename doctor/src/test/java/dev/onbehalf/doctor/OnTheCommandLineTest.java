package dev.onbehalf.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.EntraOptions;
import dev.onbehalf.tenant.StandardSeed;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The doctor on the command line")
@DisplayNameGeneration(ReplaceUnderscores.class)
class OnTheCommandLineTest {

    @TempDir
    Path folder;

    private record Run(int status, String output) {}

    @Test
    void ends_with_0_when_nothing_is_broken() throws Exception {
        try (Entra entra = Entra.start()) {
            Run run = doctor(environment(entra));

            assertThat(run.status()).as(run.output()).isZero();
            assertThat(run.output()).contains("profile demo", "✓ credential", "0 broken");
        }
    }

    @Test
    void ends_with_1_when_something_is_broken() throws Exception {
        try (Entra entra = Entra.start()) {
            Map<String, String> environment = environment(entra);
            environment.put("ENTRA_WEB_CLIENT_SECRET", "wrong");

            Run run = doctor(environment);

            assertThat(run.status()).as(run.output()).isEqualTo(1);
            assertThat(run.output()).contains("✗ credential", "AADSTS7000215", "1 broken");
        }
    }

    @Test
    void says_what_to_set_when_nothing_is_set() throws Exception {
        Run run = doctor(Map.of());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("profile prod", "not set: ENTRA_TENANT_ID", "docs/entra-setup.md");
    }

    @Test
    void knows_the_tenant_of_the_demo() throws Exception {
        Map<String, String> demo =
                new PropertiesConfigSource(Path.of("demo.properties").toUri().toURL(), 1).getProperties();
        EntraOptions ports = EntraOptions.fixedPorts();

        assertThat(demo)
                .containsEntry("entra.authority-host", "http://localhost:" + ports.httpPort())
                .containsEntry("entra.token-authority-host", "https://localhost:" + ports.httpsPort())
                .containsEntry("entra.tenant-id", StandardSeed.TENANT_ID)
                .containsEntry("entra.web-client-id", StandardSeed.WEB_CLIENT_ID)
                .containsEntry("entra.web-client-secret", StandardSeed.WEB_CLIENT_SECRET)
                .containsEntry("entra.api-client-id", StandardSeed.API_CLIENT_ID)
                .containsEntry("entra.api-client-secret", StandardSeed.API_CLIENT_SECRET);
        try (Entra entra = Entra.start()) {
            assertThat(demo.keySet())
                    .isEqualTo(TestingConfiguration.of(entra).settings().keySet());
        }
    }

    /** As a shell would set it. */
    private static Map<String, String> environment(Entra entra) {
        Map<String, String> environment = new HashMap<>();
        TestingConfiguration.of(entra)
                .settings()
                .forEach((name, value) -> environment.put(Settings.variable(name), value));
        environment.put("QUARKUS_PROFILE", "demo");
        return environment;
    }

    private Run doctor(Map<String, String> environment) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "dev.onbehalf.doctor.Main")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(ENTRA|QUARKUS|GRAPH|SMALLRYE|PUBLIC)_.*"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }
}
