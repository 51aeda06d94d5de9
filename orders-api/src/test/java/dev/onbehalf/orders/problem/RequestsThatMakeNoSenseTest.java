package dev.onbehalf.orders.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.onbehalf.orders.tenant.ConfiguredTenant;
import dev.onbehalf.orders.tenant.TestingAuthority;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConfiguredTenant.class)
@DisplayName("A request that makes no sense")
@DisplayNameGeneration(ReplaceUnderscores.class)
class RequestsThatMakeNoSenseTest {

    TestingAuthority authority;

    @Test
    void to_an_unknown_path_is_a_404_problem() {
        isProblem(asUser().get("/nowhere"), 404, "path-not-found");
        isProblem(given().get("/orders/a/b/c/d"), 404, "path-not-found");
    }

    @Test
    void with_an_unknown_method_is_a_405_problem_that_lists_the_known_ones() {
        Response answer = asUser().delete("/orders");
        isProblem(answer, 405, "method-not-allowed");
        assertThat(answer.header("Allow")).contains("GET").contains("POST");
    }

    @Test
    void with_another_content_type_is_a_415_problem() {
        isProblem(
                asUser().header("Idempotency-Key", "a")
                        .contentType("text/plain")
                        .body("hello")
                        .post("/orders"),
                415,
                "media-type-unsupported");
    }

    @Test
    void that_accepts_nothing_we_have_is_a_406_problem() {
        isProblem(asUser().accept("text/csv").get("/orders"), 406, "not-acceptable");
    }

    @Test
    void with_a_body_over_the_limit_is_a_413_problem() {
        isProblem(
                asUser().header("Idempotency-Key", "a")
                        .contentType("application/json")
                        .body("{\"item\":\"" + "x".repeat(70_000) + "\"}")
                        .post("/orders"),
                413,
                "body-too-large");
    }

    @Test
    void with_an_endless_body_of_unknown_length_is_cut_off() throws Exception {
        URI uri = URI.create("http://localhost:" + io.restassured.RestAssured.port + "/orders");
        byte[] body = ("{\"item\":\"" + "x".repeat(300_000) + "\"}").getBytes();
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token())
                .header("Idempotency-Key", "a")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();
        HttpResponse<String> answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("body-too-large");
    }

    @Test
    void keeps_the_callers_correlation_id_when_it_is_one() {
        String id = UUID.randomUUID().toString();
        given().header("X-Correlation-Id", id)
                .get("/nowhere")
                .then()
                .header("X-Correlation-Id", id)
                .body("correlationId", equalTo(id));
        given().header("X-Correlation-Id", "evil text")
                .get("/nowhere")
                .then()
                .body("correlationId", not(equalTo("evil text")));
    }

    private void isProblem(Response answer, int status, String slug) {
        answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .body("type", equalTo("https://onbehalf.dev/problems/" + slug))
                .body("status", equalTo(status));
        for (String member :
                new String[] {"title", "detail", "actor", "remedy", "correlationId", "traceId", "instance"}) {
            assertThat(answer.<String>path(member)).as(member).isNotBlank();
        }
        assertThat(answer.asString()).doesNotContain("dev.onbehalf.orders", "Exception", "java.", "RESTEASY");
    }

    private RequestSpecification asUser() {
        return given().header("Authorization", "Bearer " + token());
    }

    private String token() {
        return authority.token(authority.claims("0b5e55ed-0000-4000-8000-000000000002"));
    }
}
