package dev.onbehalf.orders.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onbehalf.orders.tenant.Claims;
import dev.onbehalf.orders.tenant.Jws;
import dev.onbehalf.orders.tenant.LocalTenant;
import dev.onbehalf.orders.tenant.Seed;
import dev.onbehalf.orders.tenant.TestingAuthority;
import dev.onbehalf.orders.tenant.TestingDetour;
import dev.onbehalf.orders.tenant.TestingDetour.TokenRequest;
import dev.onbehalf.problem.Catalogue;
import dev.onbehalf.problem.Explanation;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Mistakes that everybody makes once in this chain, and cases in which it cannot work; each is told by its name. */
@QuarkusTest
@TestProfile(TestingDetour.Taken.class)
@DisplayName("The API names the mistake when")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClassicMistakesTest {

    private static final String HANDED_OUT = "issued to this API for calling another one";

    TestingDetour detour;

    @AfterEach
    void straight_on() {
        detour.straightOn();
    }

    @Test
    void an_id_token_is_sent_as_access_token() {
        Claims idToken = taro().with("aud", Seed.WEB).without("azp").without("scp");
        isNamed(me(detour.tokenOf(idToken)), 401, "id-token-sent", "This is an id token");
    }

    @Test
    void an_id_token_for_the_API_itself_is_sent() {
        isNamed(me(detour.tokenOf(taro().without("azp").without("scp"))), 401, "id-token-sent", "This is an id token");
    }

    @Test
    void the_frontend_asked_for_a_scope_of_Graph() {
        Claims graphToken =
                taro().asVersion1(detour.tenant().http() + "/sts").with("aud", "https://graph.microsoft.com");
        isNamed(me(detour.tokenOf(graphToken)), 401, "graph-token-sent", "This token is for Microsoft Graph");
    }

    @Test
    void its_registration_lacks_the_permission_for_Graph() {
        detour.changes(request -> request.with("scope", "https://cognitiveservices.azure.com/.default"));
        isNamed(me(detour.tokenOf(taro())), 500, "api-permission-missing", "ask for a token for Microsoft Graph");
    }

    @Test
    void it_is_registered_as_a_public_client() {
        detour.changes(request -> request.with("client_id", Seed.SPA));
        isNamed(me(detour.tokenOf(taro())), 500, "api-is-public-client", "ask for a token for Microsoft Graph");
    }

    @Test
    void a_token_for_Graph_that_it_exchanged_comes_back() {
        isNamed(me(exchanged("https://graph.microsoft.com/.default")), 401, "exchanged-token-sent", HANDED_OUT);
    }

    @Test
    void a_token_for_the_search_that_it_exchanged_comes_back() {
        isNamed(me(exchanged("https://search.azure.com/.default")), 401, "exchanged-token-sent", HANDED_OUT);
    }

    @Test
    void nobody_is_signed_in() {
        isNamed(
                me(detour.tokenOf(taro().asDaemon("Orders.Read.All"))),
                403,
                "user-required",
                "an application that calls for itself");
    }

    @Test
    void the_token_was_signed_with_a_key_of_the_application_alone() {
        String token = Jws.rs256(
                "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"a-key-of-its-own\"}",
                taro().json(),
                TestingAuthority.newKey().getPrivate());
        isNamed(me(token), 401, "signing-key-unknown", "No key of the tenant has the key id");
    }

    private void isNamed(Response answer, int status, String slug, String detail) {
        Explanation page = Catalogue.problem(slug);
        answer.then().statusCode(status);
        assertThat(answer.<String>path("type")).isEqualTo("https://onbehalf.dev/problems/" + slug);
        assertThat(answer.<String>path("title")).isEqualTo(page.title());
        assertThat(answer.<String>path("detail")).contains(detail);
        assertThat(answer.<String>path("actor")).isEqualTo(page.actor().wireName());
        assertThat(answer.<String>path("cause")).isNotBlank();
        assertThat(answer.<String>path("remedy")).contains("Entra admin center > ");
        if (status == 401) {
            assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
        }
    }

    private String exchanged(String scope) {
        String answer = detour.ask(new TokenRequest(
                Seed.TENANT,
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:jwt-bearer",
                        "requested_token_use",
                        "on_behalf_of",
                        "client_id",
                        Seed.API,
                        "client_secret",
                        "local-tenant-api-secret",
                        "assertion",
                        detour.tokenOf(taro()),
                        "scope",
                        scope)));
        try {
            return new ObjectMapper().readTree(answer).path("access_token").asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer, e);
        }
    }

    private Claims taro() {
        return detour.claims(LocalTenant.TARO);
    }

    private static Response me(String token) {
        return given().header("Authorization", "Bearer " + token).get("/me");
    }
}
