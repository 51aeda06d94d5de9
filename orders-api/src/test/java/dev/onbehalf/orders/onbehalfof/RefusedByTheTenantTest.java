package dev.onbehalf.orders.onbehalfof;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.orders.onbehalfof.Exchange.Refused;
import dev.onbehalf.orders.onbehalfof.WaysToBeRefused.Row;
import dev.onbehalf.orders.problem.ProblemType;
import dev.onbehalf.orders.tenant.Seed;
import dev.onbehalf.orders.tenant.TestingDetour;
import dev.onbehalf.orders.tenant.TestingDetour.TokenRequest;
import dev.onbehalf.problem.Catalogue;
import dev.onbehalf.problem.Explanation;
import dev.onbehalf.problem.TenantRefusal;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the API's caller gets for each refusal of Entra's that an exchange can meet; the tenant is a real one. */
@QuarkusTest
@TestProfile(TestingDetour.Taken.class)
@DisplayName("An exchange that the tenant refuses")
@DisplayNameGeneration(ReplaceUnderscores.class)
class RefusedByTheTenantTest {

    private static final String INVALID_TOKEN = "error=\"invalid_token\"";

    TestingDetour detour;

    @Inject
    AppTokens appTokens;

    @AfterEach
    void straight_on() {
        detour.straightOn();
    }

    @TestFactory
    Stream<DynamicTest> for_want_of_consent() {
        return each(
                WaysToBeRefused.consent(),
                ProblemType.CONSENT_REQUIRED.status(),
                "consent-required",
                "error=\"consent_required\", scope=\"https://graph.microsoft.com/User.Read\"");
    }

    @TestFactory
    Stream<DynamicTest> because_more_is_wanted_of_the_user() {
        return each(WaysToBeRefused.challenges(), 401, "challenge", "error=\"insufficient_claims\", claims=\"");
    }

    @TestFactory
    Stream<DynamicTest> because_the_sign_in_is_over() {
        return each(WaysToBeRefused.signInsThatAreOver(), 401, "token-expired", INVALID_TOKEN);
    }

    @TestFactory
    Stream<DynamicTest> because_of_who_or_where_the_user_is() {
        return each(WaysToBeRefused.rules(), 403, "exchange-refused", null);
    }

    @TestFactory
    Stream<DynamicTest> because_an_id_token_is_no_assertion() {
        return each(WaysToBeRefused.idToken(), 401, "id-token-sent", INVALID_TOKEN);
    }

    @TestFactory
    Stream<DynamicTest> because_there_is_no_user() {
        return each(WaysToBeRefused.tokenWithoutUser(), 403, "user-required", null);
    }

    @TestFactory
    Stream<DynamicTest> because_of_a_permission_that_the_registration_lacks() {
        return each(WaysToBeRefused.unlistedResource(), 500, "api-permission-missing", null);
    }

    @TestFactory
    Stream<DynamicTest> because_the_API_is_a_public_client() {
        return each(WaysToBeRefused.publicClient(), 500, "api-is-public-client", null);
    }

    @TestFactory
    Stream<DynamicTest> because_of_a_wrong_setting() {
        return each(WaysToBeRefused.settings(), 500, "exchange-misconfigured", null);
    }

    @TestFactory
    Stream<DynamicTest> for_the_time_being() {
        return each(WaysToBeRefused.later(), 503, "exchange-unavailable", null);
    }

    @Test
    void when_the_API_asks_as_itself_without_a_proof() {
        isRefusedItself(7000216, request -> request.with("client_secret", null));
    }

    @Test
    void when_the_API_asks_as_itself_for_a_single_scope() {
        isRefusedItself(1002012, request -> request.with("scope", "api://" + Seed.API + "/Orders.Read"));
    }

    @Test
    void is_one_of_those_in_the_table() {
        var reached = new TreeSet<>(List.of(7000216, 1002012));
        WaysToBeRefused.all().forEach(row -> reached.add(row.aadsts()));
        assertThat(reached)
                .containsExactlyElementsOf(Catalogue.refusals().stream()
                        .filter(refusal -> refusal.isReachable() && !refusal.isOfSignIn())
                        .map(TenantRefusal::number)
                        .toList());
    }

    private void isRefusedItself(int aadsts, UnaryOperator<TokenRequest> change) {
        detour.changes(change);
        assertThat(appTokens.tokenFor("https://" + UUID.randomUUID() + ".example"))
                .isEqualTo(new Refused(ProblemType.EXCHANGE_MISCONFIGURED, aadsts));
        assertThat(Catalogue.refusal(aadsts)).map(TenantRefusal::problem).contains("exchange-misconfigured");
    }

    /** @param challenge a part of WWW-Authenticate; null where there must be no such header */
    private Stream<DynamicTest> each(List<Row> rows, int status, String slug, String challenge) {
        return rows.stream()
                .map(row -> DynamicTest.dynamicTest(row.aadsts() + ", " + row.when(), () -> {
                    try {
                        String token = row.prepare().apply(detour);
                        Response answer = given().header("Authorization", "Bearer " + token)
                                .get("/me");
                        answer.then().statusCode(status).contentType("application/problem+json");
                        assertThat(answer.<String>path("type")).isEqualTo("https://onbehalf.dev/problems/" + slug);
                        assertThat(answer.<Integer>path("aadsts")).isEqualTo(row.aadsts());
                        assertThat(answer.<String>path("actor"))
                                .isEqualTo(row.actor().wireName());
                        isExplained(answer, row.aadsts());
                        isAnnounced(answer, status, challenge);
                    } finally {
                        detour.straightOn();
                    }
                }));
    }

    private static void isExplained(Response answer, int aadsts) {
        Explanation why = Catalogue.refusal(aadsts).orElseThrow().explanation();
        assertThat(answer.<String>path("cause")).isEqualTo(why.cause());
        assertThat(answer.<String>path("remedy")).startsWith(why.remedy()).endsWith(why.command());
        assertThat(answer.<String>path("correlationId")).isEqualTo(answer.header("X-Correlation-Id"));
    }

    private static void isAnnounced(Response answer, int status, String challenge) {
        String header = answer.header("WWW-Authenticate");
        if (challenge == null) {
            assertThat(header).isNull();
        } else {
            assertThat(header)
                    .startsWith("Bearer realm=\"\", authorization_uri=\"")
                    .contains(challenge);
        }
        assertThat(answer.header("Retry-After") != null).isEqualTo(status == 503);
    }
}
