package dev.onbehalf.orders.graph;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.onbehalf.orders.tenant.LocalTenant;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("What Microsoft Graph knows about me")
@DisplayNameGeneration(ReplaceUnderscores.class)
class MeTest {

    @Test
    void is_told_with_my_manager() {
        get("/me", LocalTenant.tokenOf(LocalTenant.TARO))
                .then()
                .statusCode(200)
                .body("mail", equalTo("taro@contoso.test"))
                .body("manager.mail", equalTo("hana@contoso.test"));
    }

    @Test
    void is_told_without_a_manager_for_the_one_at_the_top() {
        get("/me", LocalTenant.tokenOf(LocalTenant.HANA))
                .then()
                .statusCode(200)
                .body("mail", equalTo("hana@contoso.test"))
                .body("manager", nullValue());
    }

    @Test
    void includes_my_photo_for_my_browser_only() {
        String token = LocalTenant.tokenOf(LocalTenant.TARO);
        Response photo = get("/me/photo", token);
        photo.then().statusCode(200).contentType("image/png");
        assertThat(photo.header("Cache-Control")).contains("private");
        assertThat(photo.header("ETag")).isNotBlank();
        assertThat(photo.asByteArray()).startsWith(0x89, 'P', 'N', 'G');
        given().header("Authorization", "Bearer " + token)
                .header("If-None-Match", photo.header("ETag"))
                .get("/me/photo")
                .then()
                .statusCode(304);
    }

    @Test
    void includes_no_photo_where_there_is_none() {
        get("/me/photo", LocalTenant.tokenOf(LocalTenant.GINA))
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("https://onbehalf.dev/problems/photo-not-found"));
    }

    @Test
    void needs_a_consent_that_nora_has_not_given() {
        get("/me", LocalTenant.tokenOf(LocalTenant.NORA))
                .then()
                .statusCode(401)
                .header(
                        "WWW-Authenticate",
                        endsWith("error=\"consent_required\", scope=\"https://graph.microsoft.com/User.Read\""))
                .body("type", equalTo("https://onbehalf.dev/problems/consent-required"))
                .body("aadsts", equalTo(65001))
                .body("actor", equalTo("user"));
    }

    @Test
    void comes_from_a_token_that_was_exchanged_for_Graph() {
        String token = LocalTenant.tokenOf(LocalTenant.TARO);
        get("/me", token).then().statusCode(200);
        Response inspection = get("/token", token);
        inspection
                .then()
                .body("exchanged[0].resource", equalTo("https://graph.microsoft.com"))
                .body("exchanged[0].claims.oid", equalTo(LocalTenant.TARO))
                .body("exchanged[0].claims.scp", containsString("User.Read"));
        assertThat(LocalTenant.audit().toString()).contains("jwt-bearer").doesNotContain(token);
    }

    @Test
    void is_nothing_a_daemon_could_ask_for() {
        get("/me", LocalTenant.daemonToken())
                .then()
                .statusCode(403)
                .body("type", equalTo("https://onbehalf.dev/problems/user-required"));
        get("/orders", LocalTenant.daemonToken()).then().statusCode(200);
    }

    @Test
    void is_not_told_to_forged_tokens() {
        for (String signature : List.of("invalid", "none", "hs256-with-public-key", "other-key")) {
            get("/me", LocalTenant.forge(LocalTenant.claimsOf(LocalTenant.TARO), signature))
                    .then()
                    .statusCode(401);
        }
    }

    static Response get(String path, String token) {
        return given().header("Authorization", "Bearer " + token).get(path);
    }
}
