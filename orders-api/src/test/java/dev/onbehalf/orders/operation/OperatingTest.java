package dev.onbehalf.orders.operation;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;

import dev.onbehalf.orders.tenant.LocalTenant;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("Operating the API")
@DisplayNameGeneration(ReplaceUnderscores.class)
class OperatingTest {

    @ConfigProperty(name = "quarkus.management.port")
    int managementPort;

    @Test
    void liveness_depends_on_nothing() {
        management("/q/health/live").then().statusCode(200).body("checks", hasSize(0));
    }

    @Test
    void readiness_asks_the_database() {
        management("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name", hasItem(containsString("Database")));
    }

    @Test
    void wellness_is_what_the_doctor_finds() {
        management("/q/health/well")
                .then()
                .statusCode(200)
                .body("checks[0].name", equalTo("doctor"))
                .body("checks[0].data.'The tenant: issuer'", containsString("this tenant's own"))
                .body("checks[0].data.'orders-api: credential'", equalTo("✓ a secret, accepted by the tenant"))
                .body("checks[0].data.'orders-api: API token'", containsString("version 2.0"));
    }

    @Test
    void meters_count_exchanges() {
        given().header("Authorization", "Bearer " + LocalTenant.tokenOf(LocalTenant.TARO))
                .get("/me")
                .then()
                .statusCode(200);
        management("/q/metrics").then().statusCode(200).body(containsString("onbehalfof_exchanges_total"));
    }

    @Test
    void neither_is_on_the_published_port() {
        given().get("/q/health/live").then().statusCode(404);
        given().get("/q/metrics").then().statusCode(404);
    }

    @Test
    void the_description_names_paths_and_how_to_sign_in() {
        given().accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths", hasKey("/orders"))
                .body("paths", hasKey("/me/photo"))
                .body("paths", hasKey("/orders/awaiting-approval"))
                .body("paths.'/orders/{id}/approve'.post.responses", hasKey("401"))
                .body("paths.'/orders/{id}/receipt'.post.responses", hasKey("202"))
                .body("components.securitySchemes.entra.scheme", equalTo("bearer"));
    }

    private Response management(String path) {
        return given().port(managementPort).get(path);
    }
}
