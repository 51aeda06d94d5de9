package dev.onbehalf.web.operation;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.onbehalf.web.page.PagesAlone;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(PagesAlone.class)
@DisplayName("Operating web-frontend while the tenant does not answer")
@DisplayNameGeneration(ReplaceUnderscores.class)
class WithoutATenantTest {

    @ConfigProperty(name = "quarkus.management.port")
    int managementPort;

    @Test
    void it_is_not_well_and_says_what_to_do() {
        management("/q/health/well")
                .then()
                .statusCode(503)
                .body("checks[0].name", equalTo("doctor"))
                .body(
                        "checks[0].data.'The tenant: authority'",
                        containsString("✗ nothing answers at http://localhost:1 → Check the host"))
                .body("checks[0].data.'web-frontend: scopes'", containsString("fully qualified"));
    }

    @Test
    void it_stays_alive_and_ready() {
        management("/q/health/live").then().statusCode(200);
        management("/q/health/ready").then().statusCode(200);
    }

    private Response management(String path) {
        return given().port(managementPort).get(path);
    }
}
