package dev.onbehalf.web.guard;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.onbehalf.web.signin.NoTenant;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(WhileTheTenantIsDownTest.NothingListens.class)
@DisplayName("While the tenant is down")
@DisplayNameGeneration(ReplaceUnderscores.class)
class WhileTheTenantIsDownTest {

    public static class NothingListens implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return NoTenant.CONFIG;
        }
    }

    private static io.restassured.specification.RequestSpecification browser() {
        return given().redirects().follow(false).accept("text/html,application/xhtml+xml,*/*;q=0.8");
    }

    @Test
    void the_application_starts_and_its_start_page_is_shown() {
        browser().get("/").then().statusCode(200).contentType("text/html");
    }

    @Test
    void a_page_that_needs_a_sign_in_says_that_the_sign_in_service_does_not_answer() {
        browser()
                .get("/orders")
                .then()
                .log()
                .ifValidationFails()
                .statusCode(503)
                .contentType("text/html")
                .body(containsString("The sign-in service does not answer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/orders", "/css/onbehalf.css", "/no-such-page", "/signed-in?code=a&state=b"})
    void every_answer_carries_the_security_headers(String path) {
        Response answer = browser().get(path);
        assertThat(answer.header("Content-Security-Policy"))
                .startsWith("default-src 'self'")
                .contains("object-src 'none'", "base-uri 'none'", "form-action 'self' http://localhost:1;")
                .endsWith("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Permissions-Policy")).contains("camera=()");
        assertThat(answer.header("Strict-Transport-Security"))
                .as("on http a browser ignores it, and on localhost it would break other applications")
                .isNull();
    }

    @Test
    void pages_are_not_stored_and_files_are() {
        assertThat(browser().get("/").header("Cache-Control")).isEqualTo("no-store");
        assertThat(browser().get("/css/onbehalf.css").header("Cache-Control")).contains("max-age");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /no-such-page, 404, There is nothing here",
        "GET, /sign-out, 405, This cannot be done here",
        "GET, /sign-in-failed, 401, The sign-in was not completed",
        "GET, /sign-in-failed?error=access_denied, 403, You did not sign in",
        "POST, /sign-out, 400, ",
    })
    void a_failure_is_a_page(String method, String path, int status, String title) {
        browser()
                .contentType("application/x-www-form-urlencoded")
                .request(method, path)
                .then()
                .statusCode(status)
                .contentType("text/html")
                .body(containsString(title == null ? "<h1" : title));
    }

    @Test
    void a_script_gets_the_failure_as_a_problem_document() {
        given().accept("application/json")
                .get("/no-such-page")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("title", equalTo("There is nothing here"));
    }

    @Test
    void what_is_too_large_is_told_by_a_page() {
        browser().get("/?q=" + "x".repeat(9_000)).then().statusCode(414).body(containsString("too long"));
        browser()
                .header("Cookie", "a=" + "x".repeat(17_000))
                .get("/")
                .then()
                .statusCode(431)
                .body(containsString("cookies"));
        browser()
                .contentType("application/x-www-form-urlencoded")
                .body("note=" + "x".repeat(70_000))
                .post("/orders")
                .then()
                .statusCode(413)
                .body(containsString("too much at once"));
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Origin, https://evil.example",
        "Origin, null"
    })
    void a_form_of_another_website_is_refused(String header, String value) {
        browser()
                .header(header, value)
                .contentType("application/x-www-form-urlencoded")
                .body("csrf-token=x")
                .post("/sign-out")
                .then()
                .statusCode(403)
                .body(containsString("another website"));
    }

    @Test
    void the_page_about_a_refused_sign_in_repeats_nothing_but_number_and_correlation_id() {
        String page = browser()
                .queryParam("error", "<b>server_error")
                .queryParam(
                        "error_description",
                        "AADSTS50105: Call +1 555 <script>alert(1)</script> Correlation ID:"
                                + " 0f0f0f0f-1234-4abc-8def-0123456789ab Timestamp: now")
                .get("/sign-in-failed")
                .then()
                .statusCode(403)
                .extract()
                .asString();
        assertThat(page.substring(page.indexOf("<main")))
                .contains("AADSTS50105", "0f0f0f0f-1234-4abc-8def-0123456789ab")
                .doesNotContain("555", "alert");
    }

    @Test
    void a_code_nobody_asked_for_is_taken_out_of_the_address() {
        browser()
                .get("/signed-in?code=stolen&state=guessed")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/sign-in-failed"));
    }
}
