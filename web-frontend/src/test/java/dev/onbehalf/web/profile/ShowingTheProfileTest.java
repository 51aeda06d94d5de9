package dev.onbehalf.web.profile;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.onbehalf.web.page.PagesAlone;
import dev.onbehalf.web.page.TestingOrdersApi;
import dev.onbehalf.web.page.TestingSignIn;
import dev.onbehalf.web.page.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(PagesAlone.class)
@DisplayName("Showing the profile")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ShowingTheProfileTest {

    private static final byte[] PIXELS = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 1, 2, 3};

    @Inject
    TestingOrdersApi api;

    @BeforeEach
    void start() {
        api.start();
    }

    @Test
    void name_job_title_and_manager_come_from_Graph() {
        try (Visitor taro = Visitor.taro()) {
            HtmlPage page = taro.open("/profile");
            assertThat(Visitor.text(page, "profile-name")).isEqualTo("田中 太郎");
            assertThat(Visitor.text(page, "profile-job-title")).isEqualTo("Product Designer");
            assertThat(Visitor.text(page, "profile-manager")).contains("佐藤 花", "Head of Design");
            assertThat(Visitor.text(page, "profile-office")).isEqualTo("not given");
        }
    }

    @Test
    void somebody_without_a_manager_is_told_so() {
        api.answers(
                "GET /me",
                "application/json",
                new JsonObject().put("displayName", "Hana Sato").encode().getBytes(),
                "\"me\"");
        try (Visitor taro = Visitor.taro()) {
            HtmlPage page = taro.open("/profile");
            assertThat(page.getElementById("profile-manager")).isNull();
            assertThat(Visitor.text(page, "no-manager")).startsWith("No manager");
            assertThat(Visitor.text(page, "profile-job-title")).isEqualTo("No job title in the directory");
        }
    }

    @Test
    void the_photo_is_passed_on_with_its_tag_and_kept_from_shared_caches() {
        api.answers("GET /me/photo", "image/jpeg", PIXELS, "\"v1\"");
        byte[] photo = taro().get("/profile/photo")
                .then()
                .statusCode(200)
                .contentType("image/jpeg")
                .header("ETag", equalTo("\"v1\""))
                .header("Cache-Control", containsString("private"))
                .extract()
                .asByteArray();
        assertThat(photo).isEqualTo(PIXELS);
    }

    @Test
    void a_photo_the_browser_has_is_not_sent_again() {
        api.answers("GET /me/photo", "image/jpeg", PIXELS, "\"v1\"");
        taro().header("If-None-Match", "\"v1\"")
                .get("/profile/photo")
                .then()
                .statusCode(304)
                .header("ETag", equalTo("\"v1\""));
    }

    @Test
    void without_a_photo_the_initials_are_drawn() {
        taro().get("/profile/photo")
                .then()
                .statusCode(200)
                .contentType("image/svg+xml")
                .body(containsString(">田</text>"));
    }

    @Test
    void an_image_that_could_carry_script_is_not_passed_on() {
        api.answers("GET /me/photo", "image/svg+xml", "<svg onload='alert(1)'/>".getBytes(), "\"v1\"");
        String image =
                taro().get("/profile/photo").then().statusCode(200).extract().asString();
        assertThat(image).doesNotContain("alert").contains(">田</text>");
    }

    @Test
    void initials_are_text_even_where_a_name_is_markup() {
        given().header(TestingSignIn.HEADER, "<svg")
                .get("/profile/photo")
                .then()
                .body(containsString(">&lt;</text>"));
    }

    @Test
    void when_Graph_does_not_answer_the_page_says_what_the_API_says() {
        api.answers(
                "GET /me",
                503,
                new JsonObject()
                        .put("type", "https://onbehalf.dev/problems/directory-unavailable")
                        .put("title", "Microsoft Graph does not answer")
                        .put("detail", "It was asked twice.")
                        .put("remedy", "Try again in a minute.")
                        .put("correlationId", "c-42")
                        .put("traceId", "0123456789abcdef0123456789abcdef"));
        try (Visitor taro = Visitor.taro()) {
            HtmlPage page = taro.open("/profile");
            assertThat(page.getWebResponse().getStatusCode()).isEqualTo(503);
            assertThat(Visitor.text(page, "problem-title")).isEqualTo("Microsoft Graph does not answer");
            assertThat(Visitor.text(page, "problem-remedy")).isEqualTo("Try again in a minute.");
            assertThat(Visitor.text(page, "problem-details"))
                    .contains("c-42", "0123456789abcdef0123456789abcdef", "Time");
        }
    }

    private static RequestSpecification taro() {
        return given().header(TestingSignIn.HEADER, "taro");
    }
}
