package dev.onbehalf.orders.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.orders.tenant.LocalTenant;
import dev.onbehalf.orders.tenant.TestingDetour;
import dev.onbehalf.tenant.fault.Fault;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(BeforeTheFirstKeysTest.JustStarted.class)
@DisplayName("Before the tenant's keys could be read")
@DisplayNameGeneration(ReplaceUnderscores.class)
class BeforeTheFirstKeysTest {

    /** An application of its own: no other test has fetched the keys. */
    public static class JustStarted extends TestingDetour.Taken {}

    TestingDetour detour;

    @Test
    void no_token_can_be_checked_and_the_next_one_can() {
        detour.tenant().faults().add(new Fault("keys", Fault.Kind.STATUS, 503, null, Duration.ZERO, null));
        Response answer = token();
        answer.then().statusCode(503).contentType("application/problem+json");
        assertThat(answer.<String>path("type")).isEqualTo("https://onbehalf.dev/problems/keys-unavailable");
        assertThat(answer.<String>path("actor")).isEqualTo("administrator");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.header("WWW-Authenticate")).isNull();

        detour.straightOn();
        token().then().statusCode(200);
    }

    private Response token() {
        String token = detour.tokenOf(detour.claims(LocalTenant.TARO));
        return given().header("Authorization", "Bearer " + token).get("/token");
    }
}
