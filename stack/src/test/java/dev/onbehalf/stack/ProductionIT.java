package dev.onbehalf.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("In production")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProductionIT {

    private static final Map<String, String> COMPLETE = Map.ofEntries(
            Map.entry("ENTRA_TENANT_ID", "c0ffee00-0000-4000-8000-000000000001"),
            Map.entry("ENTRA_WEB_CLIENT_ID", "11111111-1111-4111-8111-000000000001"),
            Map.entry("ENTRA_WEB_CLIENT_SECRET", "a-secret-of-the-web-frontend"),
            Map.entry("ENTRA_API_CLIENT_ID", "22222222-2222-4222-8222-000000000001"),
            Map.entry("ENTRA_API_CLIENT_SECRET", "a-secret-of-the-orders-api"),
            // Complete means with a database; that none answers there does not matter, for nothing gets that far.
            Map.entry("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://localhost:1/orders"),
            Map.entry("QUARKUS_HTTP_PORT", "0"),
            Map.entry("QUARKUS_MANAGEMENT_PORT", "0"));

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"orders-api", "web-frontend"})
    void nothing_of_the_local_tenant_is_in_the_artifact(String module) throws IOException {
        Path folder = Checkout.here().application(module).getParent();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> jars =
                    files.filter(file -> file.toString().endsWith(".jar")).toList();
            assertThat(jars).hasSizeGreaterThan(10);
            assertThat(jars).allSatisfy(jar -> assertThat(entriesOf(jar))
                    .as(jar.getFileName().toString())
                    .noneMatch(entry -> entry.startsWith("dev/onbehalf/tenant/")
                            || entry.startsWith("dev/onbehalf/devservices/")
                            || entry.startsWith("io/zonky/")
                            || entry.startsWith("org/eclipse/jetty/")));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"orders-api", "web-frontend"})
    void an_authority_that_is_not_one_of_Microsofts_is_refused_with_the_reason(String module, @TempDir Path folder)
            throws Exception {
        Map<String, String> environment = new HashMap<>(COMPLETE);
        environment.put("ENTRA_AUTHORITY_HOST", "https://localhost:8481");
        Path log = folder.resolve(module + ".log");

        try (Application application =
                Application.start(module, Checkout.here().application(module), environment, log)) {
            assertThat(application.process().waitFor(60, TimeUnit.SECONDS))
                    .as("it has ended")
                    .isTrue();
            assertThat(application.process().exitValue()).isNotZero();
            assertThat(application.log())
                    .contains("https://localhost:8481")
                    .contains("login.microsoftonline.com")
                    .doesNotContain("a-secret-of");
        }
    }

    private static List<String> entriesOf(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(entry -> entry.getName()).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
