package dev.onbehalf.orders.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;

import dev.onbehalf.orders.tenant.FrontDoor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Registrations made before {@code requestedAccessTokenVersion: 2} get v1 tokens: another issuer, the same keys. */
@QuarkusTest
@TestProfile(AnOlderRegistrationTest.Legacy.class)
@DisplayName("This API under an older registration, which gets v1 tokens")
@DisplayNameGeneration(ReplaceUnderscores.class)
class AnOlderRegistrationTest {

    private static String token;

    public static final class Legacy implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "entra.api-client-id", "55555555-5555-4555-8555-000000000001",
                    "entra.api-client-secret", "local-tenant-legacy-secret");
        }
    }

    @BeforeAll
    static void taro_signs_in() {
        token = FrontDoor.of("taro@contoso.test").token();
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
        assertThat(claims).contains("\"ver\":\"1.0\"").contains("/sts/");
    }

    @Test
    void accepts_them() {
        given().auth().oauth2(token).get("/orders").then().statusCode(200);
    }

    @Test
    void passes_all_eight_checks() {
        given().auth()
                .oauth2(token)
                .get("/token")
                .then()
                .statusCode(200)
                .body("signature", equalTo("valid"))
                .body("checks.size()", is(8))
                .body("checks.passed", everyItem(is(true)));
    }

    @Test
    void exchanges_them() {
        given().auth()
                .oauth2(token)
                .get("/me")
                .then()
                .statusCode(200)
                .body("jobTitle", equalTo("Purchasing Specialist"));
    }
}
