package dev.onbehalf.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.doctor.Finding.Broken;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.StandardSeed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A configuration with a fault")
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenConfigurationsTest {

    /** orders-api may be called for her, but has no consent to go on. */
    private static final String NORA = "a0000000-0000-4000-8000-000000000004";

    private static final String LEGACY = "55555555-5555-4555-8555-000000000001";
    private static final String UNKNOWN = "9b9d7c1e-4a52-4e0e-8b6f-2f6d0c1b7a33";
    private static final String OLD_SECRET = "local-tenant-old-secret";
    private static final String WRONG_SECRET = "kQ8~wrong.and.not.to.be.printed";

    private static final String THIRTY_TWO_BYTES = "b25lIHR3byB0aHJlZSBmb3VyIGZpdmUgc2l4IHNldmU=";

    @TempDir
    static Path folder;

    private Entra entra;

    /**
     * @param fault in words
     * @param check which must be broken, and no other
     * @param remedy part of what must be said about it
     */
    record Case(
            String fault,
            BiFunction<TestingConfiguration, Entra, TestingConfiguration> spoilt,
            Clock clock,
            String check,
            String detail,
            String remedy) {

        static Case of(
                String fault,
                BiFunction<TestingConfiguration, Entra, TestingConfiguration> spoilt,
                String check,
                String detail,
                String remedy) {
            return new Case(fault, spoilt, Clock.systemUTC(), check, detail, remedy);
        }

        @Override
        public String toString() {
            return fault;
        }
    }

    @BeforeAll
    void start() throws Exception {
        entra = Entra.start();
        admin(
                "credentials",
                "{\"client\":\"" + StandardSeed.API_CLIENT_ID + "\",\"secret\":\"" + OLD_SECRET
                        + "\",\"expires\":\"2020-01-01T00:00:00Z\"}");
    }

    @AfterAll
    void stop() {
        entra.close();
    }

    static Stream<Case> faults() {
        return Stream.of(
                Case.of(
                        "tenant common",
                        (good, entra) -> good.with("entra.tenant-id", "common"),
                        "issuer",
                        "stands for many tenants",
                        "Set ENTRA_TENANT_ID to the GUID of yours: Entra admin center → Overview → Tenant ID"),
                Case.of(
                        "tenant by its domain",
                        (good, entra) -> good.with("entra.tenant-id", "contoso.test"),
                        "issuer",
                        StandardSeed.TENANT_ID,
                        "Set ENTRA_TENANT_ID to the GUID in that issuer"),
                Case.of(
                        "unknown tenant",
                        (good, entra) -> good.with("entra.tenant-id", UNKNOWN),
                        "authority",
                        "AADSTS90002",
                        "az account show --query tenantId"),
                Case.of(
                        "issuer any",
                        (good, entra) -> good.with("quarkus.oidc.token.issuer", "any"),
                        "issuer",
                        "accepts the issuer any",
                        "Leave QUARKUS_OIDC_TOKEN_ISSUER"),
                Case.of(
                        "authority that does not answer",
                        (good, entra) -> good.with("entra.authority-host", "http://localhost:1"),
                        "authority",
                        "nothing answers at http://localhost:1",
                        "firewall, DNS, proxy"),
                Case.of(
                        "authority whose certificate nobody signed",
                        (good, entra) -> good.with(
                                        "entra.authority-host", entra.https().toString())
                                .without("entra.ca-file"),
                        "authority",
                        "is not trusted",
                        "ENTRA_CA_FILE"),
                Case.of(
                        "CA file that is not there",
                        (good, entra) -> good.with("entra.ca-file", "/nowhere/ca.pem"),
                        "CA file",
                        "cannot be read",
                        "Set ENTRA_CA_FILE to a PEM file, or leave it out"),
                Case.of(
                        "session keys that are none",
                        (good, entra) -> good.with("session.keys", "2026-11:" + WRONG_SECRET),
                        "keys",
                        "session.keys: key '2026-11' is not base64",
                        "SESSION_KEYS is a name of your choice, a colon and 32 random bytes"),
                Case.of(
                        "a second session key without a name",
                        (good, entra) -> good.with("session.keys", "new:" + THIRTY_TWO_BYTES + "," + THIRTY_TWO_BYTES),
                        "keys",
                        "session.keys: each entry is name:base64",
                        "the first one encrypts"),
                Case.of(
                        "shared tokens without keys",
                        (good, entra) -> good.with("on-behalf-of.cache.redis.enabled", "true"),
                        "settings",
                        "ON_BEHALF_OF_CACHE_REDIS_KEYS, ON_BEHALF_OF_CACHE_REDIS_LOOKUP_KEY",
                        "docs/entra-setup.md"),
                Case.of(
                        "a lookup key that is too short",
                        (good, entra) -> good.with("on-behalf-of.cache.redis.lookup-key", "c2hvcnQ="),
                        "keys",
                        "on-behalf-of.cache.redis.lookup-key has 5 bytes instead of 32",
                        "openssl rand -base64 32"),
                Case.of(
                        "wrong secret of web-frontend",
                        (good, entra) -> good.with("entra.web-client-secret", WRONG_SECRET),
                        "credential",
                        "AADSTS7000215",
                        "set ENTRA_WEB_CLIENT_SECRET"),
                Case.of(
                        "ID of the secret in place of its value",
                        (good, entra) -> good.with("entra.api-client-secret", UNKNOWN),
                        "secret",
                        "entra.api-client-secret looks like the ID of a secret",
                        "Set ENTRA_API_CLIENT_SECRET to the column Value"),
                Case.of(
                        "expired secret of orders-api",
                        (good, entra) -> good.with("entra.api-client-secret", OLD_SECRET),
                        "credential",
                        "AADSTS7000222",
                        "New client secret, or az ad app credential reset --append --id " + StandardSeed.API_CLIENT_ID),
                Case.of(
                        "unknown web-frontend",
                        (good, entra) -> good.with("entra.web-client-id", UNKNOWN),
                        "credential",
                        "AADSTS700016",
                        "Set ENTRA_WEB_CLIENT_ID"),
                Case.of(
                        "one registration for both",
                        (good, entra) -> good.with("entra.web-client-id", StandardSeed.API_CLIENT_ID)
                                .with("entra.web-client-secret", StandardSeed.API_CLIENT_SECRET),
                        "registrations",
                        "same client id",
                        "They are two registrations"),
                Case.of(
                        "App ID URI nobody has",
                        (good, entra) -> good.with("entra.api-app-id-uri", "api://orders"),
                        "API token",
                        "AADSTS500011",
                        "Expose an API"),
                Case.of(
                        "App ID URI of another API",
                        (good, entra) -> good.with("entra.api-app-id-uri", "api://" + StandardSeed.API_CLIENT_ID)
                                .with("entra.api-client-id", LEGACY)
                                .with("entra.api-client-secret", "local-tenant-legacy-secret"),
                        "API token",
                        "which orders-api refuses",
                        "ENTRA_API_CLIENT_ID and ENTRA_API_APP_ID_URI must be of the same registration"),
                Case.of(
                        "scope without its resource",
                        (good, entra) -> good.with("quarkus.oidc.authentication.scopes", "profile,access_as_user"),
                        "scopes",
                        "access_as_user without a resource is read as a scope of Microsoft Graph",
                        "Write api://" + StandardSeed.API_CLIENT_ID + "/access_as_user"),
                Case.of(
                        "scopes of two resources",
                        (good, entra) -> good.with(
                                "quarkus.oidc.authentication.scopes",
                                "profile,api://" + StandardSeed.API_CLIENT_ID
                                        + "/access_as_user,https://graph.microsoft.com/User.Read"),
                        "scopes",
                        "AADSTS28000",
                        "Leave QUARKUS_OIDC_AUTHENTICATION_SCOPES out"),
                Case.of(
                        "public URL that is not registered",
                        (good, entra) -> good.with("public-url", "https://orders.contoso.com"),
                        "redirect URIs",
                        "https://orders.contoso.com/signed-in is not registered for web-frontend (AADSTS50011)",
                        "Authentication → Web → Add URI: https://orders.contoso.com/signed-in"),
                Case.of(
                        "redirect URI beside the public URL",
                        (good, entra) -> good.with("public-url", "http://localhost:8080")
                                .with("quarkus.oidc.authentication.redirect-path", "https://old.contoso.com/signed-in"),
                        "public URL",
                        "come back to https://old.contoso.com/signed-in",
                        "Leave QUARKUS_OIDC_AUTHENTICATION_REDIRECT_PATH out"),
                Case.of(
                        "public URL without encryption",
                        (good, entra) -> good.with("public-url", "http://127.0.0.1:8080/orders"),
                        "public URL",
                        "is not https:// and a host alone",
                        "Set PUBLIC_URL to scheme and host"),
                new Case(
                        "clock ten minutes ahead",
                        (good, entra) -> good,
                        Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10)),
                        "clock",
                        "s from the tenant's",
                        "timedatectl set-ntp true"),
                Case.of(
                        "MSAL4J without encryption",
                        (good, entra) -> good.with(
                                "entra.token-authority-host", entra.http().toString()),
                        "token authority",
                        "is not https",
                        "Leave ENTRA_TOKEN_AUTHORITY_HOST out"),
                Case.of(
                        "certificate that cannot be read",
                        (good, entra) -> good.with("entra.api-credential", "certificate")
                                .with("entra.api-certificate.file", "/nowhere/orders-api.pem"),
                        "credential",
                        "gives no certificate with its key",
                        "docs/credentials.md"),
                Case.of(
                        "Graph without its version",
                        (good, entra) -> good.with("graph.url", entra.http().toString()),
                        "Microsoft Graph",
                        "where a token is wanted (401)",
                        "Leave GRAPH_URL out"),
                Case.of(
                        "consent that is missing",
                        (good, entra) -> good.withTokenOf(NORA, entra, folder),
                        "consent",
                        "AADSTS65001",
                        "az ad app permission admin-consent --id " + StandardSeed.API_CLIENT_ID),
                Case.of(
                        "id and secret swapped",
                        (good, entra) -> good.with("entra.api-client-id", WRONG_SECRET)
                                .with("entra.api-client-secret", StandardSeed.API_CLIENT_ID),
                        "client id",
                        "entra.api-client-id is no GUID",
                        "Set ENTRA_API_CLIENT_ID"),
                Case.of(
                        "secret in place of the tenant",
                        (good, entra) -> good.with("entra.tenant-id", WRONG_SECRET),
                        "authority",
                        "there is no tenant ***",
                        "Set ENTRA_TENANT_ID"),
                Case.of(
                        "line end after a secret",
                        (good, entra) -> good.with("entra.web-client-secret", StandardSeed.WEB_CLIENT_SECRET + "\n"),
                        "blanks",
                        "ENTRA_WEB_CLIENT_SECRET",
                        "Take it off"),
                Case.of(
                        "placeholder",
                        (good, entra) -> good.with("entra.web-client-secret", "<your-secret>"),
                        "placeholders",
                        "ENTRA_WEB_CLIENT_SECRET",
                        "docs/entra-setup.md"),
                Case.of(
                        "local tenant in production",
                        (good, entra) -> good.in("prod"),
                        "authority",
                        "is not one of Microsoft's clouds; nothing was sent there",
                        "Leave ENTRA_AUTHORITY_HOST"),
                Case.of(
                        "nothing at all",
                        (good, entra) -> TestingConfiguration.nothingSet(),
                        "settings",
                        "not set: ENTRA_TENANT_ID, ENTRA_WEB_CLIENT_ID, ENTRA_WEB_CLIENT_SECRET",
                        "setup/entra-setup.sh prints the ids"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void names_the_fault_and_its_remedy(Case fault) {
        Report report = examined(fault);

        assertThat(report.broken()).isTrue();
        assertThat(report.findings())
                .filteredOn(Broken.class::isInstance)
                .extracting(Broken.class::cast)
                .as(report.text())
                .anySatisfy(broken -> {
                    assertThat(broken.check()).isEqualTo(fault.check());
                    assertThat(broken.detail()).contains(fault.detail());
                    assertThat(broken.remedy()).contains(fault.remedy());
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void fits_one_screen(Case fault) {
        List<String> lines = examined(fault).text().lines().toList();

        assertThat(lines)
                .hasSizeLessThanOrEqualTo(40)
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(120));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void prints_no_secret(Case fault) {
        assertThat(examined(fault).text())
                .doesNotContain(
                        StandardSeed.WEB_CLIENT_SECRET,
                        StandardSeed.API_CLIENT_SECRET,
                        OLD_SECRET,
                        WRONG_SECRET,
                        THIRTY_TWO_BYTES,
                        "eyJ",
                        "<your-secret>");
    }

    @Test
    void sends_nothing_to_an_authority_that_production_refuses() {
        entra.audit().clear();

        TestingConfiguration.of(entra).in("prod").examined();

        assertThat(entra.audit().of("token")).isEmpty();
        assertThat(entra.audit().of("discovery")).isEmpty();
    }

    private Report examined(Case fault) {
        return fault.spoilt().apply(TestingConfiguration.of(entra), entra).examinedAt(fault.clock());
    }

    private void admin(String path, String body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(entra.admin() + "/" + path))
                    .header("X-Local-Tenant", "admin")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(204);
        }
    }
}
