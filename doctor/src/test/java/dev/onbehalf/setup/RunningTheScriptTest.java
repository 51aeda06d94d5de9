package dev.onbehalf.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onbehalf.setup.TestingAz.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a shell script")
@DisplayName("Running setup/entra-setup.sh")
@DisplayNameGeneration(ReplaceUnderscores.class)
class RunningTheScriptTest {

    private static final String URL = "https://orders.contoso.com";
    private static final String WEB_APP = "applications(uniqueName='onbehalf-web-frontend')";
    private static final String API_APP = "applications(uniqueName='onbehalf-orders-api')";

    @TempDir
    Path folder;

    private TestingAz az;

    @BeforeEach
    void signIn() throws IOException {
        az = TestingAz.in(folder);
    }

    @Test
    void registers_both_as_the_manifests_say() throws Exception {
        Run run = az.script("--public-url", URL);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(json(az.sent(WEB_APP)))
                .isEqualTo(Manifest.read("web-frontend", URL, TestingAz.WEB, TestingAz.API)
                        .json());
        assertThat(json(az.sent(API_APP)))
                .isEqualTo(Manifest.read("orders-api", URL, TestingAz.WEB, TestingAz.API)
                        .json());
        assertThat(folder.resolve("principal-" + TestingAz.WEB)).exists();
        assertThat(folder.resolve("principal-" + TestingAz.API)).exists();
    }

    @Test
    void prints_what_to_set_and_nothing_else() throws Exception {
        assertThat(az.script("--public-url", URL).out().lines())
                .containsExactly(
                        "ENTRA_TENANT_ID=" + TestingAz.TENANT,
                        "ENTRA_WEB_CLIENT_ID=" + TestingAz.WEB,
                        "ENTRA_API_CLIENT_ID=" + TestingAz.API,
                        "PUBLIC_URL=" + URL);
    }

    @Test
    void leaves_out_the_logout_address_where_Entra_would_refuse_it() throws Exception {
        az.script();

        ObjectNode expected =
                (ObjectNode) Manifest.read("web-frontend", "http://localhost:8080", TestingAz.WEB, TestingAz.API)
                        .json();
        ((ObjectNode) expected.get("web")).remove("logoutUrl");
        assertThat(json(az.sent(WEB_APP))).isEqualTo(expected);
    }

    @Test
    void makes_nothing_twice() throws Exception {
        Path secrets = folder.resolve("secrets.env");
        String[] options = {
            "--public-url", URL, "--secrets", secrets.toString(), "--approver", "hana@contoso.com", "--pre-authorize"
        };
        az.script(options);
        List<String> first = az.calls();
        String written = Files.readString(secrets);
        az.forgetCalls();

        Run again = az.script(options);

        assertThat(again.status()).as(again.err()).isZero();
        assertThat(first).anyMatch(call -> call.contains("--method post"));
        assertThat(first).anyMatch(call -> call.startsWith("ad app credential reset"));
        assertThat(az.calls())
                .noneMatch(call -> call.contains("--method post"))
                .noneMatch(call -> call.startsWith("ad app credential"));
        assertThat(Files.readString(secrets)).isEqualTo(written);
    }

    @Test
    void writes_secrets_to_the_file_and_nowhere_else() throws Exception {
        Path secrets = folder.resolve("secrets.env");

        Run run = az.script("--secrets", secrets.toString());

        assertThat(run.out() + run.err()).doesNotContain(TestingAz.SECRET);
        assertThat(Files.readString(secrets))
                .contains("ENTRA_WEB_CLIENT_SECRET=" + TestingAz.SECRET)
                .contains("ENTRA_API_CLIENT_SECRET=" + TestingAz.SECRET)
                .contains("SIGN_IN_STATE_SECRET=");
        assertThat(Files.getPosixFilePermissions(secrets)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void makes_no_secret_unasked() throws Exception {
        az.script();

        assertThat(az.calls()).noneMatch(call -> call.contains("credential"));
    }

    @Test
    void lets_a_cluster_prove_orders_api_without_a_secret() throws Exception {
        Path secrets = folder.resolve("secrets.env");

        Run run = az.script(
                "--kubernetes", "https://issuer.example/", "shop", "orders-api", "--secrets", secrets.toString());

        JsonNode sent = json(
                az.sent("applications(appId='" + TestingAz.API + "')/federatedIdentityCredentials(name='kubernetes')"));
        assertThat(sent.path("issuer").asText()).isEqualTo("https://issuer.example/");
        assertThat(sent.path("subject").asText()).isEqualTo("system:serviceaccount:shop:orders-api");
        assertThat(sent.path("audiences").toString()).isEqualTo("[\"api://AzureADTokenExchange\"]");
        assertThat(run.out()).contains("ENTRA_API_CREDENTIAL=workload-identity");
        assertThat(Files.readString(secrets)).doesNotContain("ENTRA_API_CLIENT_SECRET");
    }

    @Test
    void lets_a_machine_prove_orders_api_without_a_secret() throws Exception {
        Run run = az.script("--managed-identity", "the-object-id");

        JsonNode sent = json(az.sent(
                "applications(appId='" + TestingAz.API + "')/federatedIdentityCredentials(name='managed-identity')"));
        assertThat(sent.path("issuer").asText())
                .isEqualTo("https://login.microsoftonline.com/" + TestingAz.TENANT + "/v2.0");
        assertThat(sent.path("subject").asText()).isEqualTo("the-object-id");
        assertThat(run.out()).contains("ENTRA_API_CREDENTIAL=managed-identity");
    }

    @Test
    void gives_the_role_to_those_who_approve() throws Exception {
        az.script("--approver", "hana@contoso.com");

        JsonNode sent = json(az.sent("servicePrincipals/principal-of-" + TestingAz.API + "/appRoleAssignedTo"));
        assertThat(sent.path("principalId").asText()).isEqualTo("the-person");
        assertThat(sent.path("resourceId").asText()).isEqualTo("principal-of-" + TestingAz.API);
        assertThat(sent.path("appRoleId").asText())
                .isEqualTo(Manifest.list(
                                Manifest.read("orders-api", URL, "", "").json().at("/appRoles"))
                        .stream()
                        .filter(role -> role.path("value").asText().equals("Orders.Approve"))
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asText());
    }

    @Test
    void adds_the_search_permission_where_it_is_wanted() throws Exception {
        Run run = az.script("--search");

        assertThat(run.status()).as(run.err()).isZero();
        Manifest sent = new Manifest(json(az.sent(API_APP)));
        assertThat(sent.values("/requiredResourceAccess", "resourceAppId"))
                .containsExactly("00000003-0000-0000-c000-000000000000", "880da380-985e-4198-81b9-e05b1cc53158");
    }

    @Test
    void makes_the_authentication_context_and_its_policy() throws Exception {
        az.script("--step-up");

        assertThat(json(az.sent("identity/conditionalAccess/authenticationContextClassReferences/c1"))
                        .path("isAvailable")
                        .asBoolean())
                .isTrue();
        assertThat(json(az.sent("identity/conditionalAccess/policies")))
                .isEqualTo(Manifest.read("step-up-policy", "", "", "").json());
    }

    @Test
    void says_how_else_when_the_Azure_CLI_may_not_write_policies() throws Exception {
        Files.createFile(folder.resolve("forbidden"));

        Run run = az.script("--step-up");

        assertThat(run.status()).isZero();
        assertThat(run.err())
                .contains("may not write Conditional Access policies")
                .contains("docs/entra-setup.md");
    }

    @Test
    void refuses_an_address_that_Entra_would_refuse() throws Exception {
        for (String url : List.of("http://orders.contoso.com", URL + "/shop", "orders.contoso.com", URL + "|x")) {
            Run run = az.script("--public-url", url);

            assertThat(run.status()).as(url).isEqualTo(1);
            assertThat(run.err()).contains("--public-url is scheme and host alone");
        }
        assertThat(folder.resolve("calls")).doesNotExist();
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
