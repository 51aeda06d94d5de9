package dev.onbehalf.web.signin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.admin.AuditEntry;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithATenantConfiguredTest.Configured.class)
@DisplayName("With a tenant configured")
@DisplayNameGeneration(ReplaceUnderscores.class)
class WithATenantConfiguredTest {

    public static class Configured implements QuarkusTestProfile {
        // Told before the start, so that the Dev Service stays off.
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("entra.tenant-id", LocalTenant.TENANT);
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(RecordingAuthority.class));
        }
    }

    /** An https endpoint on loopback that remembers what it was asked. */
    public static class RecordingAuthority implements QuarkusTestResourceLifecycleManager {
        private Entra endpoint;

        @Override
        public Map<String, String> start() {
            endpoint = Entra.start();
            return Map.of(
                    "entra.authority-host", endpoint.https().toString(),
                    "entra.tenant-id", LocalTenant.TENANT,
                    "entra.web-client-id", "my-registration",
                    "entra.web-client-secret", "my-secret",
                    "entra.api-client-id", "my-api",
                    "orders-api.url", "http://localhost:1",
                    "public-url", "https://orders.example.com",
                    "quarkus.oidc.authentication.cookie-force-secure", "true",
                    "quarkus.oidc.tls.tls-configuration-name", "recording",
                    "quarkus.tls.recording.trust-store.pem.certs",
                            endpoint.caFile().toString());
        }

        List<AuditEntry> asked() {
            return endpoint.audit().entries();
        }

        @Override
        public void stop() {
            endpoint.close();
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(this, new TestInjector.MatchesType(RecordingAuthority.class));
        }
    }

    RecordingAuthority authority;

    @Test
    void its_own_endpoints_are_asked_and_no_local_tenant_is_started() {
        assertThat(authority.asked())
                .filteredOn(entry -> entry.target().equals("discovery"))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.path())
                        .isEqualTo("/" + LocalTenant.TENANT + "/v2.0/.well-known/openid-configuration"));
        assertThat(ConfigProvider.getConfig().getOptionalValue("local-tenant.admin-url", String.class))
                .as("what the Dev Service of the local tenant would have set")
                .isEmpty();
    }

    @Test
    void people_are_sent_there_as_the_configured_registration_with_the_public_address() {
        given().redirects()
                .follow(false)
                .header("Host", "evil.example")
                .get("/orders")
                .then()
                .statusCode(302)
                .header("Location", containsString("/" + LocalTenant.TENANT + "/oauth2/v2.0/authorize"))
                .header("Location", containsString("client_id=my-registration"))
                .header("Location", containsString("redirect_uri=https%3A%2F%2Forders.example.com%2Fsigned-in"))
                .header("Location", containsString("api%3A%2F%2Fmy-api%2Faccess_as_user"));
    }

    @Test
    void cookies_never_travel_without_encryption_and_browsers_are_told_to_use_https_only() {
        var answer = given().redirects().follow(false).get("/orders");
        assertThat(answer.headers().getValues("Set-Cookie")).isNotEmpty().allSatisfy(cookie -> assertThat(cookie)
                .contains("Secure"));
        assertThat(answer.header("Strict-Transport-Security")).startsWith("max-age=31536000");
    }
}
