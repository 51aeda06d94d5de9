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
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
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
            settings.put("on-behalf-of.downstream-timeout", "3s");
            return settings;
        }
    }

    /** The first calls of a process are slow; the time of none is measured here. */
    @BeforeEach
    void warm() {
        authority.answerTokenRequests(request -> TestingAuthority.granted("exchanged-" + UUID.randomUUID()));
        authority.answer(THING, request -> new Answer(200, Map.of("Content-Type", "text/plain"), "a thing"));
        third();
    }

    /** Each wait takes the second that was asked for, so that no machine is fast enough for more calls than these. */
    @Test
    void does_not_wait_again_for_an_API_that_asks_for_patience() {
        authority.answer(THING, request -> new Answer(429, Map.of("Retry-After", "1"), "Too Many Requests"));
        int before = authority.asked(THING).size();
        third().then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body("type", equalTo("https://onbehalf.dev/problems/downstream-throttled"))
                .body("detail", containsString("https://third.example"));
        assertThat(authority.asked(THING).size() - before).isBetween(1, 2);
    }

    /** Each byte would start the REST client's own timeout anew. */
    @Test
    void gives_up_an_answer_that_only_trickles() {
        CountDownLatch answered = new CountDownLatch(1);
        authority.answer(
                THING, request -> new Answer(200, Map.of("Content-Type", "text/plain"), "a thing").trickling(answered));
        try {
            third().then()
                    .statusCode(504)
                    .body("type", equalTo("https://onbehalf.dev/problems/downstream-timeout"))
                    .body("detail", equalTo("https://third.example took too long."));
        } finally {
            answered.countDown();
        }
        warm();
        third().then().statusCode(200);
    }

    private Response third() {
        String token = authority.token(authority.claims(UUID.randomUUID().toString()));
        return given().header("Authorization", "Bearer " + token).get("/third");
    }
}
