package dev.onbehalf.orders.onbehalfof;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.onbehalf.orders.tenant.ConfiguredTenant;
import dev.onbehalf.orders.tenant.TestingAuthority;
import dev.onbehalf.orders.tenant.TestingAuthority.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AnImpatientRequestTest.Impatient.class)
@DisplayName("A request that has no time left")
@DisplayNameGeneration(ReplaceUnderscores.class)
class AnImpatientRequestTest {

    private static final String THING = "/third/thing";

    TestingAuthority authority;

    public static class Impatient extends ConfiguredTenant {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("on-behalf-of.downstream-budget", "2s");
            return settings;
        }
    }

    /** Each wait takes the second that was asked for, so that no machine is fast enough for more calls than these. */
    @Test
    void does_not_wait_again_for_an_API_that_asks_for_patience() {
        authority.answer(THING, request -> new Answer(429, Map.of("Retry-After", "1"), "Too Many Requests"));
        given().header(
                        "Authorization",
                        "Bearer "
                                + authority.token(
                                        authority.claims(UUID.randomUUID().toString())))
                .get("/third")
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body("type", equalTo("https://onbehalf.dev/problems/downstream-throttled"))
                .body("detail", containsString("https://third.example"));
        assertThat(authority.asked(THING)).hasSizeBetween(1, 2);
    }
}
