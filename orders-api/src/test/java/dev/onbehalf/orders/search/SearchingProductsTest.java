package dev.onbehalf.orders.search;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.onbehalf.orders.tenant.LocalTenant;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@QuarkusTest
@DisplayName("Searching products")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SearchingProductsTest {

    private final String token = LocalTenant.tokenOf(LocalTenant.TARO);

    @Test
    void finds_everything_in_pages() {
        Response first = search(Map.of("size", 2));
        first.then()
                .statusCode(200)
                .body("products", hasSize(2))
                .body("page", equalTo(0))
                .body("size", equalTo(2));
        int total = first.path("total");
        assertThat(total).isGreaterThan(4);
        List<String> ids = first.path("products.id");
        List<String> next = search(Map.of("size", 2, "page", 1)).path("products.id");
        assertThat(next).hasSize(2).doesNotContainAnyElementsOf(ids);
        assertThat(search(Map.of("size", 50)).<List<String>>path("products.id")).hasSize(Math.min(50, total));
    }

    @Test
    void finds_words_and_tells_what_a_product_costs() {
        Map<String, Object> some = search(Map.of("size", 1)).path("products[0]");
        String name = some.get("name").toString();
        search(Map.of("q", name)).then().statusCode(200).body("products.name", hasItem(name));
        assertThat(some).containsKeys("price", "currency", "category", "inStock", "tags");
        assertThat(some).doesNotContainKeys("groups", "@search.score");
    }

    @Test
    void finds_one_category_and_nothing_by_a_made_up_one() {
        String category = search(Map.of("size", 1)).path("products[0].category");
        List<String> categories =
                search(Map.of("category", category, "size", 50)).path("products.category");
        assertThat(categories).isNotEmpty().containsOnly(category);
        for (String wild : List.of("O'Brien", "x' or true or 'x' eq 'x", "'; drop")) {
            search(Map.of("category", wild))
                    .then()
                    .statusCode(200)
                    .body("products", hasSize(0))
                    .body("total", equalTo(0));
        }
    }

    @Test
    void is_done_with_a_token_exchanged_for_the_search_service() {
        search(Map.of("q", "desk")).then().statusCode(200);
        given().header("Authorization", "Bearer " + token)
                .get("/token")
                .then()
                .body("exchanged.resource", hasItem("https://search.azure.com"));
        assertThat(LocalTenant.audit().toString()).doesNotContain(token);
    }

    @Test
    void needs_a_user() {
        given().header("Authorization", "Bearer " + LocalTenant.daemonToken())
                .get("/products")
                .then()
                .statusCode(403)
                .body("type", equalTo("https://onbehalf.dev/problems/user-required"));
        given().get("/products").then().statusCode(401);
    }

    @TestFactory
    List<DynamicTest> has_limits() {
        return List.of(
                refused("a long query", Map.of("q", "a".repeat(201)), "q"),
                refused("a long category", Map.of("category", "a".repeat(61)), "category"),
                refused("control characters", Map.of("q", "a\u0000b"), "q"),
                refused("a large page", Map.of("size", 51), "size"),
                refused("an empty page", Map.of("size", 0), "size"),
                refused("a page before the first", Map.of("page", -1), "page"),
                refused("a page too deep", Map.of("page", 100_001, "size", 1), "page"),
                refused("no number", Map.of("page", "two"), "page"));
    }

    @Test
    void takes_a_query_of_200_characters_whatever_they_are() {
        for (String q : List.of("\"".repeat(200), "+-|()*~\\".repeat(25), "机".repeat(200), "😀".repeat(200))) {
            search(Map.of("q", q)).then().statusCode(200);
        }
    }

    private DynamicTest refused(String name, Map<String, ?> parameters, String field) {
        return DynamicTest.dynamicTest(name, () -> search(parameters)
                .then()
                .statusCode(400)
                .body("type", equalTo("https://onbehalf.dev/problems/parameter-invalid"))
                .body("errors.field", equalTo(List.of(field))));
    }

    private Response search(Map<String, ?> parameters) {
        return given().header("Authorization", "Bearer " + token)
                .queryParams(parameters)
                .get("/products");
    }
}
