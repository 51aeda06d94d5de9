package dev.onbehalf.tenant.search;

import static dev.onbehalf.tenant.Seeded.GINA;
import static dev.onbehalf.tenant.Seeded.TARO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.Seeded;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Searching products")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class SearchingProductsTest {
    private static final String SCOPE = "https://search.azure.com/.default";
    private static final String STABLE = "2024-07-01";
    private static final String PREVIEW = "2025-05-01-preview";

    private Entra entra;
    private TestingBrowser browser;

    @BeforeEach
    void tenant(Entra entra, TestingBrowser browser) {
        this.entra = entra;
        this.browser = browser;
    }

    @Test
    void answers_in_the_shape_of_the_service() {
        Answer answer = search("{\"search\":\"lamp\",\"select\":\"id,name,nameJa,price,currency\",\"count\":true}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo("{\"@odata.context\":\"" + entra.http() + "/search/indexes('products')/$metadata#docs(*)\","
                        + "\"@odata.count\":1,\"value\":[{\"@search.score\":3.0,\"id\":\"p-037\","
                        + "\"name\":\"Desk lamp\",\"nameJa\":\"デスクライト\",\"price\":59.9,\"currency\":\"EUR\"}]}");
    }

    @Test
    void has_forty_products_with_all_their_fields() {
        JsonNode answer = search("{\"search\":\"*\",\"count\":true,\"top\":1}").json();

        assertThat(answer.get("@odata.count").intValue()).isEqualTo(40);
        assertThat(answer.at("/value/0").fieldNames())
                .toIterable()
                .contains("id", "name", "nameJa", "description", "descriptionJa", "category", "price", "groups");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "standing desk|p-002",
                "STANDING|p-002",
                "昇降デスク|p-002",
                "人間工学の椅子|p-001",
                "ノートパソコン|p-008",
                "印鑑|p-032",
                "緑茶|p-034",
                "ｷｰﾎﾞｰﾄﾞ|p-015",
                "keyboards|p-015",
                "headpho*|p-018",
                "\"fair trade\" toner|p-026",
                "+chair +wooden|p-004",
            })
    void finds_the_best_hit_first_in_both_languages(String text, String id) {
        assertThat(ids(search("{\"search\":\"" + text.replace("\"", "\\\"") + "\"}")))
                .first()
                .isEqualTo(id);
    }

    @Test
    void leaves_out_what_must_not_be_there() {
        assertThat(ids(search("{\"search\":\"chair -visitor\",\"searchMode\":\"all\"}")))
                .containsExactly("p-001");
        // With any of the words, the service counts "not visitor" as one of them.
        assertThat(ids(search("{\"search\":\"chair -visitor\"}"))).hasSize(40);
        assertThat(ids(search("{\"search\":\"chair keyboard\",\"searchMode\":\"all\"}")))
                .isEmpty();
        assertThat(ids(search("{\"search\":\"chair\",\"searchFields\":\"descriptionJa\"}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            quoteCharacter = '~',
            value = {
                "id eq 'p-001'=p-001",
                "price gt 3000=p-038 p-039",
                "price ge 3450 and price lt 4990=p-039",
                "price le 11.9=p-028 p-031",
                "category eq 'pantry' and not (price lt 20)=p-033 p-035",
                "id eq 'p-001' or id eq 'p-002' and price gt 1000=p-001",
                "(id eq 'p-001' or id eq 'p-002') and price gt 500=p-002",
                "category ne 'furniture' and inStock eq false=p-014 p-021 p-028 p-035",
                "not inStock and category eq 'furniture'=p-007",
                "search.in(id, 'p-003,p-004')=p-003 p-004",
                "search.in(id, 'p-003|p-004', '|')=p-003 p-004",
                "tags/any(t: t eq 'tea')=p-034",
                "tags/any(t: search.in(t, 'tea,seal'))=p-032 p-034",
                "tags/all(t: t eq 'usb-c')=p-012",
                "tags/any() and category eq 'pantry' and price lt 18=p-034",
                "name eq 'it''s not there'=~~",
                "true and id eq 'p-005'=p-005",
                "name eq null=~~",
            })
    void filters(String filter, String ids) {
        String found = String.join(" ", ids(search("{\"filter\":\"" + filter + "\",\"orderby\":\"id\"}")));

        assertThat(found).isEqualTo(ids);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shoeSize eq 1",
                "price eq 'cheap'",
                "name eq 1",
                "price",
                "price gt",
                "price like 3",
                "(price gt 3",
                "price gt 3)",
                "price gt 3 and",
                "tags eq 'tea'",
                "tags/some(t: t eq 'a')",
                "tags/any(t: price gt 3)",
                "tags/all()",
                "name/any(t: t eq 'a')",
                "search.in(price, '1')",
                "search.in(id)",
                "name eq 'open",
                "; drop table",
                "price gt 1e",
            })
    void says_what_is_wrong_with_a_filter(String filter) {
        Answer answer = search("{\"filter\":\"" + filter + "\"}");

        isRefused(answer, 400, "InvalidRequestParameter");
        assertThat(answer.json().at("/error/message").asText()).contains("$filter");
    }

    @Test
    void refuses_a_filter_that_is_nested_too_deeply() {
        isRefused(search("{\"filter\":\"" + "(".repeat(5_000) + "\"}"), 400, "InvalidRequestParameter");
        isRefused(search("{\"filter\":\"" + "not ".repeat(4_000) + "inStock\"}"), 400, "InvalidRequestParameter");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"select\":\"shoeSize\"}",
                "{\"orderby\":\"shoeSize\"}",
                "{\"orderby\":\"price sideways\"}",
                "{\"orderby\":\"tags\"}",
                "{\"searchFields\":\"price\"}",
                "{\"facets\":[\"shoeSize\"]}",
                "{\"top\":1001}",
                "{\"top\":-1}",
                "{\"skip\":100001}",
                "{\"queryType\":\"magic\"}",
                "{\"searchMode\":\"some\"}",
                "{\"filter\":5}",
                "{\"vectorQueries\":[{\"kind\":\"text\"}]}",
                "nonsense",
            })
    void explains_what_it_does_not_understand(String body) {
        isRefused(search(body), 400, "InvalidRequestParameter");
    }

    @Test
    void sorts_pages_and_counts_categories() {
        JsonNode answer = search(
                        "{\"orderby\":\"category, price desc\",\"skip\":1,\"top\":2,\"facets\":[\"category\"]}")
                .json();

        assertThat(answer.at("/value/0/name").asText()).isEqualTo("Mechanical keyboard");
        assertThat(answer.at("/value/1/name").asText()).isEqualTo("Laptop backpack");
        assertThat(answer.at("/value")).hasSize(2);
        assertThat(answer.at("/@search.facets/category/0/value").asText()).isEqualTo("furniture");
        assertThat(answer.at("/@search.facets/category/0/count").intValue()).isEqualTo(11);
    }

    @Test
    void understands_the_form_of_the_SDKs() {
        assertThat(post("/search/indexes('products')/docs/search.post.search", STABLE, "{\"search\":\"印鑑\"}", taro())
                        .json()
                        .at("/value/0/id")
                        .asText())
                .isEqualTo("p-032");
        assertThat(browser.get(
                                "/search/indexes('products')/docs('p-032')?api-version=" + STABLE,
                                "Authorization",
                                "Bearer " + taro())
                        .member("nameJa"))
                .isEqualTo("印鑑");
    }

    @Test
    void in_an_index_that_there_is_not_fails() {
        isRefused(post("/search/indexes/people/docs/search", STABLE, "{}", taro()), 404, "ResourceNotFound");
        isRefused(
                post("/search/indexes('people')/docs/search.post.search", STABLE, "{}", taro()),
                404,
                "ResourceNotFound");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2020-06-30"})
    void needs_a_version(String version) {
        isRefused(post("/search/indexes/products/docs/search", version, "{}", taro()), 400, "InvalidRequestParameter");
    }

    @Test
    void needs_a_token_for_Search() {
        isRefused(post("/search/indexes/products/docs/search", STABLE, "{}", "x.y.z"), 401, "Unauthorized");
        isRefused(
                post("/search/indexes/products/docs/search", STABLE, "{}", browser.graphToken(TARO)),
                401,
                "Unauthorized");
        Answer nobody = browser.json("POST", uri("/search/indexes/products/docs/search", STABLE), "{}");
        isRefused(nobody, 401, "Unauthorized");
        assertThat(nobody.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void is_over_when_the_token_is_or_the_account_is_disabled() {
        String token = taro();
        entra.clock().moveTo(java.time.Duration.ofHours(2));
        isRefused(post("/search/indexes/products/docs/search", STABLE, "{}", token), 401, "Unauthorized");

        entra.clock().moveTo(java.time.Duration.ZERO);
        entra.directory().disable(entra.directory().personNamed(TARO).orElseThrow());
        isRefused(post("/search/indexes/products/docs/search", STABLE, "{}", token), 401, "Unauthorized");
    }

    @Test
    void with_a_forged_token_is_refused() {
        var claims = Answer.claimsOf(taro());
        for (var signature : dev.onbehalf.tenant.admin.TokenForge.Signature.values()) {
            String forged = entra.forge()
                    .forge(
                            java.util.Map.of(),
                            dev.onbehalf.tenant.http.Json.MAPPER.convertValue(claims, java.util.Map.class),
                            signature);
            boolean valid = signature == dev.onbehalf.tenant.admin.TokenForge.Signature.VALID;

            assertThat(post("/search/indexes/products/docs/search", STABLE, "{}", forged)
                            .status())
                    .as(signature.name())
                    .isEqualTo(valid ? 200 : 401);
        }
    }

    @Test
    void is_for_readers_of_the_service_only() {
        String daemon = browser.clientCredentials("scope", SCOPE).member("access_token");
        String orders = browser.clientCredentials(
                        "scope", SCOPE, "client_id", Seeded.API, "client_secret", Seeded.API_SECRET)
                .member("access_token");

        isRefused(post("/search/indexes/products/docs/search", STABLE, "{}", daemon), 403, "Forbidden");
        assertThat(post("/search/indexes/products/docs/search", STABLE, "{}", orders)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void works_with_the_key_of_the_service() {
        assertThat(browser.json(
                                "POST",
                                uri("/search/indexes/products/docs/search", STABLE),
                                "{}",
                                "api-key",
                                SearchEndpoint.KEY)
                        .status())
                .isEqualTo(200);
        assertThat(browser.json("POST", uri("/search/indexes/products/docs/search", STABLE), "{}", "api-key", "guessed")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void is_trimmed_by_a_filter_on_the_groups_that_Graph_names() {
        assertThat(trimmedByFilter(TARO))
                .doesNotContain("p-038", "p-039", "p-040")
                .hasSize(37);
        assertThat(trimmedByFilter(GINA)).contains("p-038", "p-039", "p-040").hasSize(40);
    }

    private List<String> trimmedByFilter(String user) {
        JsonNode groups = browser.json(
                        "POST",
                        URI.create(entra.graph() + "/me/getMemberGroups"),
                        "{\"securityEnabledOnly\":true}",
                        "Authorization",
                        "Bearer " + new TestingBrowser(entra).graphToken(user))
                .json()
                .get("value");
        String names = String.join(
                ",",
                java.util.stream.StreamSupport.stream(groups.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
        return ids(post(
                "/search/indexes/products/docs/search",
                STABLE,
                "{\"filter\":\"groups/any(g: search.in(g, '" + names + "'))\"}",
                token(user)));
    }

    @Test
    void in_a_preview_is_trimmed_by_the_person_in_the_second_header() {
        assertThat(preview(token(TARO), token(GINA))).hasSize(40);
        assertThat(preview(token(GINA), token(TARO))).hasSize(37);
        assertThat(preview(token(GINA), null)).isEmpty();
        Answer unreadable = browser.json(
                "POST",
                uri("/search/indexes/products/docs/search", PREVIEW),
                "{}",
                "Authorization",
                "Bearer " + token(GINA),
                "x-ms-query-source-authorization",
                "x.y.z");
        isRefused(unreadable, 401, "Unauthorized");
    }

    private List<String> preview(String token, String source) {
        String[] headers = source == null
                ? new String[] {"Authorization", "Bearer " + token}
                : new String[] {"Authorization", "Bearer " + token, "x-ms-query-source-authorization", source};
        return ids(browser.json("POST", uri("/search/indexes/products/docs/search", PREVIEW), "{}", headers));
    }

    @Test
    void is_told_by_the_audit() {
        search("{}");

        var entry = entra.audit().of("search").getLast();
        assertThat(entry.user()).isEqualTo(Seeded.TARO_OID);
        assertThat(entry.token().get("aud").toString()).contains("search.azure.com");
    }

    private String taro() {
        return token(TARO);
    }

    private String token(String user) {
        var own = new TestingBrowser(entra);
        return own.onBehalfOf(own.tokens(user).member("access_token"), "scope", SCOPE)
                .member("access_token");
    }

    private Answer search(String body) {
        return post("/search/indexes/products/docs/search", STABLE, body, taro());
    }

    private Answer post(String path, String version, String body, String token) {
        return browser.json("POST", uri(path, version), body, "Authorization", "Bearer " + token);
    }

    private URI uri(String path, String version) {
        return URI.create(entra.http() + path + "?api-version=" + version);
    }

    private static List<String> ids(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("value").findValuesAsText("id");
    }

    private static void isRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().at("/error/code").asText()).isEqualTo(code);
    }
}
