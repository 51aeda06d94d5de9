package dev.onbehalf.orders.search;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.onbehalf.orders.tenant.ConfiguredTenant;
import dev.onbehalf.orders.tenant.TestingAuthority;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConfiguredTenant.class)
@DisplayName("Without a search service")
@DisplayNameGeneration(ReplaceUnderscores.class)
class WithoutASearchServiceTest {

    TestingAuthority authority;

    @Test
    void the_answer_says_what_to_set() {
        String token = authority.token(authority.claims(UUID.randomUUID().toString()));
        given().header("Authorization", "Bearer " + token)
                .get("/products")
                .then()
                .statusCode(501)
                .contentType("application/problem+json")
                .body("type", equalTo("https://onbehalf.dev/problems/search-not-configured"))
                .body("actor", equalTo("administrator"))
                .body("remedy", containsString("SEARCH_URL"));
        assertThat(authority.asked("/oauth2/v2.0/token"))
                .noneMatch(asked -> asked.body().contains(token));
    }
}
