package dev.onbehalf.orders.onbehalfof;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.orders.onbehalfof.Exchange.Granted;
import dev.onbehalf.orders.onbehalfof.Exchange.Refused;
import dev.onbehalf.orders.tenant.ConfiguredTenant;
import dev.onbehalf.orders.tenant.TestingAuthority;
import dev.onbehalf.orders.tenant.TestingAuthority.Answer;
import dev.onbehalf.orders.tenant.TestingAuthority.Asked;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConfiguredTenant.class)
@DisplayName("Acting as itself, with nobody signed in")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ActingAsItselfTest {

    TestingAuthority authority;

    @Inject
    AppTokens tokens;

    // A resource of each test's own: what is held for one does not answer the other.
    private final String audience = "https://" + UUID.randomUUID() + ".example";

    @BeforeEach
    void the_tenant_tells_users_from_applications() {
        authority.answerTokenRequests(request -> TestingAuthority.granted(
                (request.body().contains("grant_type=client_credentials") ? "application-" : "user-")
                        + UUID.randomUUID()));
        authority.answer("/third/thing", request -> new Answer(200, java.util.Map.of(), "a thing"));
    }

    /** MSAL4J's own cache would do it: its search for an application's token takes a user's with the same scopes. */
    @Test
    void never_yields_the_token_of_a_user() {
        String third = "https://third.example";
        for (int i = 0; i < 3; i++) {
            String user = authority.token(authority.claims(UUID.randomUUID().toString()));
            given().header("Authorization", "Bearer " + user)
                    .get("/third")
                    .then()
                    .statusCode(200);
            assertThat(granted(tokens.tokenFor(third))).startsWith("application-");
            given().header("Authorization", "Bearer " + user)
                    .get("/third")
                    .then()
                    .statusCode(200);
        }
        assertThat(authority.asked("/third/thing"))
                .noneMatch(asked -> asked.header("Authorization").contains("application-"));
    }

    @Test
    void shows_no_assertion() {
        assertThat(granted(tokens.tokenFor(audience))).startsWith("application-");
        List<Asked> asked = asked();
        assertThat(asked).hasSize(1);
        assertThat(asked.getFirst().body())
                .contains("grant_type=client_credentials", ".default")
                .doesNotContain("assertion", "on_behalf_of");
    }

    @Test
    void keeps_no_refusal() {
        authority.answerTokenRequests(request -> Answer.json(
                401,
                "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: x\",\"error_codes\":[7000215]}"));
        assertThat(tokens.tokenFor(audience))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.ours()).isTrue());
        the_tenant_tells_users_from_applications();
        assertThat(granted(tokens.tokenFor(audience))).startsWith("application-");
    }

    private List<Asked> asked() {
        return authority.asked("/oauth2/v2.0/token").stream()
                .filter(asked -> asked.body().contains(audience.substring("https://".length())))
                .toList();
    }

    private static String granted(Exchange exchange) {
        assertThat(exchange).isInstanceOf(Granted.class);
        return ((Granted) exchange).token().value();
    }
}
