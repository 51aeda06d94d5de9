package dev.onbehalf.orders.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.problem.Catalogue;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("A failure that nobody foresaw")
@DisplayNameGeneration(ReplaceUnderscores.class)
class FailingInThisApiTest {

    @Test
    void is_told_without_its_reason() {
        isToldAs("/broken", 500, "internal-error");
    }

    @Test
    void of_the_request_is_told_without_its_reason() {
        isToldAs("/broken/refusal", 400, "request-invalid");
    }

    private static void isToldAs(String path, int status, String slug) {
        Response answer = given().get(path);
        answer.then().statusCode(status).contentType("application/problem+json");
        assertThat(answer.<String>path("type")).isEqualTo("https://onbehalf.dev/problems/" + slug);
        assertThat(answer.<String>path("title"))
                .isEqualTo(Catalogue.problem(slug).title());
        assertThat(answer.<String>path("cause"))
                .isEqualTo(Catalogue.problem(slug).cause());
        assertThat(answer.asString()).doesNotContain("private", "Exception");
    }
}
