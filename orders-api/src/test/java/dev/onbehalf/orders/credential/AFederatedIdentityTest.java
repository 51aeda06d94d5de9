package dev.onbehalf.orders.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onbehalf.orders.tenant.Seed;
import dev.onbehalf.tenant.directory.Application.FederatedCredential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Proving who the API is by an identity of somebody else")
@DisplayNameGeneration(ReplaceUnderscores.class)
class AFederatedIdentityTest {

    private static final String POD = "system:serviceaccount:onbehalf:orders-api";
    private static final String MACHINE = "5ca1ab1e-0000-4000-8000-000000000001";

    static TestingTenant tenant;

    @TempDir
    Path folder;

    private TestingIssuer issuer;
    private Path file;

    @BeforeAll
    static void start() {
        tenant = new TestingTenant();
    }

    @AfterAll
    static void close() {
        tenant.close();
    }

    @BeforeEach
    void the_registration_trusts_the_pod_and_the_machine() throws IOException {
        issuer = new TestingIssuer();
        file = folder.resolve("azure-identity-token");
        for (String subject : new String[] {POD, MACHINE}) {
            tenant.entra()
                    .registerFederatedCredential(
                            Seed.API, new FederatedCredential(issuer.address(), subject, "api://AzureADTokenExchange"));
        }
    }

    @org.junit.jupiter.api.AfterEach
    void stop() {
        issuer.close();
        tenant.entra().reset();
    }

    @Test
    void works_with_the_token_of_the_pod() throws Exception {
        Files.writeString(file, issuer.token(POD, Duration.ofHours(1)) + "\n");
        Credentials credentials = pod(Clock.systemUTC());
        assertThat(credentials.refusal()).isEmpty();
        assertThat(credentials.started()).endsWith("with the workload identity in " + file);
        assertThat(tenant.exchange(credentials.chosen().current())
                        .path("appidacr")
                        .asText())
                .isEqualTo("2");
    }

    @Test
    void reads_the_file_for_each_use() throws Exception {
        Files.writeString(file, issuer.token(POD, Duration.ofHours(1)));
        ApiCredential credential = pod(Clock.systemUTC()).chosen();
        Object first = credential.current();
        Files.writeString(file, issuer.token(POD, Duration.ofHours(1)));
        assertThat(credential.current()).isNotEqualTo(first);
    }

    @Test
    void is_refused_by_the_tenant_for_another_service_account() throws Exception {
        Files.writeString(file, issuer.token("system:serviceaccount:onbehalf:Orders-Api", Duration.ofHours(1)));
        assertThatThrownBy(() -> tenant.exchange(pod(Clock.systemUTC()).chosen().current()))
                .hasMessageContaining("AADSTS700213");
    }

    @Test
    void stops_the_start_without_a_usable_file() throws IOException {
        assertThat(TestingTenant.configured(Clock.systemUTC(), "entra.api-credential", "workload-identity")
                        .refusal())
                .get()
                .asString()
                .contains("entra.federated-token-file is missing", "azure.workload.identity/use");
        assertThat(pod(Clock.systemUTC()).refusal()).get().asString().contains("it does not exist");
        Files.writeString(file, " \n");
        assertThat(pod(Clock.systemUTC()).refusal()).get().asString().contains("is empty");
        Files.writeString(file, "not a token");
        assertThat(pod(Clock.systemUTC()).refusal()).get().asString().contains("holds no service account token");
        Files.writeString(file, issuer.token(POD, Duration.ofHours(1)));
        assertThat(pod(Clock.offset(Clock.systemUTC(), Duration.ofHours(2))).refusal())
                .get()
                .asString()
                .contains("expired at", "was not renewed");
    }

    @Test
    void takes_the_variable_that_the_webhook_sets() throws Exception {
        Files.writeString(file, issuer.token(POD, Duration.ofHours(1)));
        assertThat(TestingTenant.configured(
                                Clock.systemUTC(),
                                "entra.api-credential",
                                "workload-identity",
                                "azure.federated.token.file",
                                file.toString())
                        .refusal())
                .isEmpty();
    }

    @Test
    void works_with_the_identity_of_the_machine() throws Exception {
        issuer.machineIs(MACHINE, Duration.ofHours(24));
        Credentials credentials = machine(Clock.systemUTC());
        assertThat(credentials.refusal()).isEmpty();
        assertThat(credentials.started()).endsWith("with the managed identity " + MACHINE);
        assertThat(tenant.exchange(credentials.chosen().current())
                        .path("appidacr")
                        .asText())
                .isEqualTo("2");
        // Once at the start; what it said is kept.
        assertThat(issuer.asked()).hasSize(1);
        var asked = issuer.asked().getFirst();
        assertThat(asked.getRequestHeaders().getFirst("Metadata")).isEqualTo("true");
        assertThat(asked.getRequestURI().getQuery())
                .isEqualTo("api-version=2018-02-01&resource=api://AzureADTokenExchange&client_id=" + MACHINE);
    }

    @Test
    void works_with_the_identity_of_an_app_service() throws Exception {
        issuer.machineIs(MACHINE, Duration.ofHours(24));
        Credentials credentials = TestingTenant.configured(
                Clock.systemUTC(),
                "entra.api-credential",
                "managed-identity",
                "identity.endpoint",
                issuer.address() + "/msi/token",
                "identity.header",
                "only-inside");
        assertThat(credentials.refusal()).isEmpty();
        var asked = issuer.asked().getFirst();
        assertThat(asked.getRequestURI().getPath()).isEqualTo("/msi/token");
        assertThat(asked.getRequestHeaders().getFirst("X-IDENTITY-HEADER")).isEqualTo("only-inside");
    }

    @Test
    void renews_the_token_of_the_machine_before_it_ends_and_lives_on_it_while_the_service_is_away() {
        TestingClock clock = new TestingClock();
        issuer.machineIs(MACHINE, Duration.ofHours(1));
        ApiCredential credential = machine(clock).chosen();
        Object first = credential.current();
        clock.add(Duration.ofMinutes(56));
        issuer.machineAnswers(500, "{}");
        assertThat(credential.current()).isEqualTo(first);
        issuer.machineIs(MACHINE, Duration.ofHours(2));
        assertThat(credential.current()).isNotEqualTo(first);
        clock.add(Duration.ofHours(3));
        issuer.machineAnswers(503, "{}");
        assertThatThrownBy(credential::current)
                .isInstanceOfSatisfying(CredentialUnavailable.class, away -> assertThat(away.isPassing())
                        .isTrue());
    }

    @Test
    void stops_the_start_without_an_identity_of_the_machine() {
        issuer.machineAnswers(400, "{\"error\":\"invalid_request\",\"error_description\":\"Identity not found\"}");
        assertThat(machine(Clock.systemUTC()).refusal())
                .get()
                .asString()
                .contains("answered 400", "Assign an identity to this machine");
        issuer.machineAnswers(200, "<html>");
        assertThat(machine(Clock.systemUTC()).refusal()).get().asString().contains("an answer without a token");
        issuer.close();
        assertThat(machine(Clock.systemUTC()).refusal()).get().asString().contains("nothing answers there");
    }

    @Test
    void asks_nobody_but_this_machine() {
        for (String elsewhere :
                new String[] {"http://example.org", "http://1.2.3.4", "https://169.254.169.254.evil.test"}) {
            assertThat(TestingTenant.configured(
                                    Clock.systemUTC(),
                                    "entra.api-credential",
                                    "managed-identity",
                                    "entra.managed-identity.endpoint",
                                    elsewhere)
                            .refusal())
                    .get()
                    .asString()
                    .contains(elsewhere + " is not on this machine");
        }
    }

    private Credentials pod(Clock clock) {
        return TestingTenant.configured(
                clock, "entra.api-credential", "workload-identity", "entra.federated-token-file", file.toString());
    }

    private Credentials machine(Clock clock) {
        return TestingTenant.configured(
                clock,
                "entra.api-credential",
                "managed-identity",
                "entra.managed-identity.client-id",
                MACHINE,
                "azure.pod.identity.authority.host",
                issuer.address());
    }
}
