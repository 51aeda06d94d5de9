package dev.onbehalf.orders.credential;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.onbehalf.orders.tenant.ConfiguredTenant;
import dev.onbehalf.orders.tenant.Jws;
import dev.onbehalf.orders.tenant.TestingAuthority;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AWorkloadInTheChainTest.OnACluster.class)
@DisplayName("On a cluster, without any secret")
@DisplayNameGeneration(ReplaceUnderscores.class)
class AWorkloadInTheChainTest {

    private static final KeyPair CLUSTER = TestingAuthority.newKey();

    TestingAuthority authority;

    public static class OnACluster extends ConfiguredTenant {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("entra.api-credential", "workload-identity");
            settings.put("entra.federated-token-file", tokenFile().toString());
            return settings;
        }

        /** Profiles are made more than once, by several class loaders. */
        static Path tokenFile() {
            Path file = Path.of("target", "azure-identity-token").toAbsolutePath();
            write(file);
            return file;
        }
    }

    @Test
    void each_exchange_shows_the_token_that_is_in_the_file_then() throws IOException {
        Path file = Path.of("target", "azure-identity-token").toAbsolutePath();
        for (int i = 0; i < 2; i++) {
            write(file);
            me().then().statusCode(200);
            assertThat(authority.asked("/oauth2/v2.0/token").getLast().body())
                    .contains("client_assertion=" + Files.readString(file))
                    .contains("client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer")
                    .doesNotContain("client_secret");
        }
        Files.delete(file);
        me().then().statusCode(500).body("type", equalTo("https://onbehalf.dev/problems/exchange-misconfigured"));
    }

    private Response me() {
        String token = authority.token(authority.claims(UUID.randomUUID().toString()));
        return given().header("Authorization", "Bearer " + token).get("/me");
    }

    private static void write(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    Jws.rs256(
                            "{\"alg\":\"RS256\"}",
                            "{\"exp\":4102444800,\"jti\":\"" + UUID.randomUUID() + "\"}",
                            CLUSTER.getPrivate()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
