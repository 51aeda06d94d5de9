package dev.onbehalf.tenant.token;

import static dev.onbehalf.tenant.Seeded.API;
import static dev.onbehalf.tenant.Seeded.FABRIKAM;
import static dev.onbehalf.tenant.Seeded.TARO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.http.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The token endpoint refuses")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class EveryRefusalTest {
    private static final String GRAPH = "https://graph.microsoft.com";

    /** @param suberror null for none */
    private record Row(
            String name,
            int aadsts,
            String v2Error,
            String v1Error,
            int status,
            String suberror,
            boolean claims,
            Function<Door, Answer> provoke) {

        static Row of(String name, int aadsts, String error, Function<Door, Answer> provoke) {
            return new Row(name, aadsts, error, error, 400, null, false, provoke);
        }

        /** What a person can do something about is an interaction in the words of version 1. */
        static Row person(String name, int aadsts, String suberror, Function<Door, Answer> provoke) {
            return new Row(name, aadsts, "invalid_grant", "interaction_required", 400, suberror, false, provoke);
        }

        static Row bad(String name, int aadsts, Function<Door, Answer> provoke) {
            return new Row(name, aadsts, "invalid_grant", "invalid_grant", 400, "bad_token", false, provoke);
        }

        Row withClaims() {
            return new Row(name, aadsts, v2Error, v1Error, status, suberror, true, provoke);
        }

        Row withStatus(int other) {
            return new Row(name, aadsts, v2Error, v1Error, other, suberror, claims, provoke);
        }

        Row onV1(String error) {
            return new Row(name, aadsts, v2Error, error, status, suberror, claims, provoke);
        }

        @Override
        public String toString() {
            return name + ": " + aadsts;
        }
    }

    static Stream<Row> codesAndRefreshTokens() {
        return Stream.of(
                Row.of("a code that was redeemed already", 54005, "invalid_grant", door -> {
                    String code = door.browser().code(TARO);
                    door.redeem(code);
                    return door.redeem(code);
                }),
                Row.of("a code that has expired", 70008, "invalid_grant", door -> {
                    String code = door.browser().code(TARO);
                    door.entra().clock().moveTo(Duration.ofMinutes(11));
                    return door.redeem(code);
                }),
                Row.of(
                        "a code that was tampered with",
                        70000,
                        "invalid_grant",
                        door -> door.redeem(door.browser().code(TARO) + "AAAA")),
                Row.of("something that is no code", 9002313, "invalid_request", door -> door.redeem("nonsense")),
                Row.of(
                        "a refresh token that was tampered with",
                        70000,
                        "invalid_grant",
                        door -> door.refresh(door.refreshToken() + "AAAA")),
                Row.of(
                        "something that is no refresh token",
                        9002313,
                        "invalid_request",
                        door -> door.refresh("nonsense")),
                Row.of(
                        "a wrong verifier",
                        501481,
                        "invalid_grant",
                        door -> door.redeem(door.browser().code(TARO), "code_verifier", "x".repeat(43))),
                Row.of(
                        "a missing verifier",
                        50148,
                        "invalid_grant",
                        door -> door.redeem(door.browser().code(TARO), "code_verifier", null)),
                Row.of(
                        "another redirect address of the client",
                        500112,
                        "invalid_grant",
                        door -> door.redeem(
                                door.browser().code(TARO), "redirect_uri", "http://localhost:8080/stepped-up")),
                Row.of(
                                "a redirect address that is not registered",
                                50011,
                                "invalid_request",
                                door -> door.redeem(
                                        door.browser().code(TARO), "redirect_uri", "http://localhost:8080/nowhere"))
                        .onV1("invalid_client"),
                Row.of("a code of another tenant", 700005, "invalid_grant", EveryRefusalTest::codeOfAnotherTenant),
                Row.bad("a refresh token unused for 90 days", 700082, door -> {
                    String refreshToken = door.refreshToken();
                    door.entra().clock().moveTo(Duration.ofDays(91));
                    return door.refresh(refreshToken);
                }),
                Row.bad("a refresh token that was revoked", 50173, door -> {
                    String refreshToken = door.refreshToken();
                    door.admin("POST", "/revocations", "{'user':'taro@contoso.test'}");
                    return door.refresh(refreshToken);
                }),
                Row.of("a refresh token from before the password changed", 50133, "invalid_grant", door -> {
                    String refreshToken = door.refreshToken();
                    door.admin("POST", "/revocations", "{'user':'taro@contoso.test','reason':'password-changed'}");
                    return door.refresh(refreshToken);
                }),
                Row.of("a refresh token of an expired session", 50132, "invalid_grant", door -> {
                    String refreshToken = door.refreshToken();
                    door.admin("POST", "/revocations", "{'user':'taro@contoso.test','reason':'session-expired'}");
                    return door.refresh(refreshToken);
                }),
                Row.of("a refresh token from before the sign-in frequency", 70043, "invalid_grant", door -> {
                    String refreshToken = door.refreshToken();
                    door.admin(
                            "POST",
                            "/policies",
                            "{'user':'*','resource':'api://%s','require':'sign-in-frequency:PT1H'}".formatted(API));
                    door.entra().clock().moveTo(Duration.ofMinutes(61));
                    return door.refresh(refreshToken, door.what(), door.wanted("api://" + API));
                }),
                Row.of("a client that loops", 50196, "invalid_grant", door -> {
                    String refreshToken = door.refreshToken();
                    door.admin("POST", "/policies", "{'user':'*','resource':'*','require':'no-loop'}");
                    return door.refresh(refreshToken, door.what(), door.wanted("api://" + API));
                }));
    }

    private static Answer codeOfAnotherTenant(Door door) {
        var request = TestingBrowser.usual(
                "client_id",
                dev.onbehalf.tenant.Seeded.SPA,
                "redirect_uri",
                "http://localhost:3000/",
                "scope",
                "openid");
        String code = door.browser().signIn(TARO, request).redirected().get("code");
        return door.askIn(
                FABRIKAM,
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        dev.onbehalf.tenant.Seeded.SPA,
                        "code",
                        code,
                        "redirect_uri",
                        "http://localhost:3000/",
                        "code_verifier",
                        TestingBrowser.VERIFIER));
    }

    static Stream<Row> exchanges() {
        return Stream.of(
                Row.of(
                        "an assertion for somebody else",
                        500131,
                        "invalid_grant",
                        door -> door.exchange(door.browser().graphToken(TARO))),
                Row.of(
                        "an assertion whose signature is wrong",
                        50013,
                        "invalid_grant",
                        door -> door.exchange(door.assertion() + "AAAA")),
                Row.of(
                        "an assertion of another issuer",
                        50013,
                        "invalid_grant",
                        door -> door.exchange(door.forged("iss", "https://evil.test/"))),
                Row.of("something that is no assertion", 50013, "invalid_grant", door -> door.exchange("nonsense")),
                Row.of("an assertion that has expired", 500133, "invalid_grant", door -> {
                    String assertion = door.assertion();
                    door.entra().clock().moveTo(Duration.ofMinutes(95));
                    return door.exchange(assertion);
                }),
                Row.of(
                        "an id token",
                        240002,
                        "invalid_request",
                        door -> door.exchange(door.tokens().member("id_token"))),
                Row.of(
                        "a token without a person",
                        7000114,
                        "invalid_grant",
                        door -> door.exchange(door.browser().clientCredentials().member("access_token"))),
                Row.person("when consent is missing", 65001, "consent_required", door -> {
                    String assertion = door.assertion();
                    door.admin("DELETE", "/consents", "{'user':'taro@contoso.test','client':'%s'}".formatted(API));
                    return door.exchange(assertion);
                }),
                Row.of(
                                "a wrong secret",
                                7000215,
                                "invalid_client",
                                door -> door.exchange(door.assertion(), "client_secret", "wrong"))
                        .withStatus(401),
                Row.of("an expired secret", 7000222, "invalid_client", door -> {
                            door.admin(
                                    "POST",
                                    "/credentials",
                                    "{'client':'%s','secret':'old','expires':'2020-01-01T00:00:00Z'}".formatted(API));
                            return door.exchange(door.assertion(), "client_secret", "old");
                        })
                        .withStatus(401),
                byPolicy("when a second factor is needed", "mfa", 50076, "basic_action")
                        .withClaims(),
                byPolicy("when a second factor must be enrolled", "mfa-enrolment", 50079, "basic_action")
                        .withClaims(),
                byPolicy("when strong authentication is needed", "strong-authentication", 50074, "basic_action")
                        .withClaims(),
                byPolicy("when a policy blocks", "block", 53003, "message_only").withClaims(),
                byPolicy("a device that is not compliant", "compliant-device", 53000, "message_only"),
                byPolicy("a device that is not joined", "joined-device", 53001, "message_only"),
                byPolicy("when an authentication context is needed", "acrs:c1", 50076, "basic_action")
                        .withClaims(),
                byPolicy("a person who is not assigned", "assignment", 50105, "message_only"),
                Row.of(
                        "an unknown resource",
                        500011,
                        "invalid_resource",
                        door -> door.exchange(door.assertion(), door.what(), door.wanted("api://nobody"))),
                Row.of(
                        "a resource that is not in the manifest",
                        650057,
                        "invalid_resource",
                        door -> door.exchange(
                                door.assertion(), door.what(), door.wanted("https://cognitiveservices.azure.com"))),
                Row.of(
                        "an unknown tenant",
                        90002,
                        "invalid_tenant",
                        door -> door.exchangeIn("nobody.test", door.assertion())),
                Row.of(
                        "a malformed tenant",
                        900023,
                        "invalid_request",
                        door -> door.exchangeIn("no-tenant", door.assertion())),
                Row.of(
                        "an unknown client",
                        700016,
                        "unauthorized_client",
                        door -> door.exchange(door.assertion(), "client_id", "99999999-9999-4999-8999-999999999999")),
                Row.of(
                        "an exchange at /common",
                        9001023,
                        "invalid_request",
                        door -> door.exchangeIn("common", door.assertion())),
                Row.of(
                        "an exchange at /organizations",
                        9001023,
                        "invalid_request",
                        door -> door.exchangeIn("organizations", door.assertion())),
                Row.of("a disabled person", 50057, "invalid_grant", door -> {
                    String assertion = door.assertion();
                    door.entra()
                            .directory()
                            .disable(door.entra().directory().personNamed(TARO).orElseThrow());
                    return door.exchange(assertion);
                }),
                Row.bad("what was revoked", 50173, door -> {
                    String assertion = door.assertion();
                    door.admin("POST", "/revocations", "{'user':'taro@contoso.test'}");
                    return door.exchange(assertion);
                }),
                Row.of("too many requests", 90055, "temporarily_unavailable", door -> {
                            String assertion = door.assertion();
                            door.require("fewer-requests");
                            return door.exchange(assertion);
                        })
                        .withStatus(429));
    }

    private static Row byPolicy(String name, String requirement, int aadsts, String suberror) {
        return Row.person(name, aadsts, suberror, door -> {
            String assertion = door.assertion();
            door.require(requirement);
            return door.exchange(assertion);
        });
    }

    /** Version 1 names no scopes, so these exist only on version 2. */
    static Stream<Row> scopes() {
        return Stream.of(
                Row.of("a scope that the resource does not have", 70011, "invalid_scope", asking(GRAPH + "/Nonsense")),
                Row.of("a scope that is ill-formed", 70011, "invalid_scope", asking(GRAPH + "/<>")),
                Row.of(
                        "everything and something",
                        70011,
                        "invalid_scope",
                        asking(GRAPH + "/.default " + GRAPH + "/User.Read")),
                Row.of(
                        "scopes of several resources",
                        28000,
                        "invalid_scope",
                        asking(GRAPH + "/User.Read https://search.azure.com/user_impersonation")),
                Row.of(
                        "everything of several resources",
                        700022,
                        "invalid_scope",
                        asking(GRAPH + "/.default https://search.azure.com/.default")),
                Row.of(
                        "a resource beside the scope",
                        901002,
                        "invalid_request",
                        door -> door.exchange(door.assertion(), "resource", GRAPH)),
                Row.of(
                        "a missing scope",
                        900144,
                        "invalid_request",
                        door -> door.exchange(door.assertion(), "scope", null)));
    }

    private static Function<Door, Answer> asking(String scope) {
        return door -> door.exchange(door.assertion(), "scope", scope);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"codesAndRefreshTokens", "exchanges", "scopes"})
    void on_version_2(Row row, Entra entra, TestingBrowser browser) {
        isRefused(row.provoke().apply(new Door(entra, browser, 2)), row, row.v2Error());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"codesAndRefreshTokens", "exchanges"})
    void on_version_1(Row row, Entra entra, TestingBrowser browser) {
        isRefused(row.provoke().apply(new Door(entra, browser, 1)), row, row.v1Error());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exchanges")
    void on_version_2_in_the_words_of_version_1(Row row, Entra entra, TestingBrowser browser) {
        var door = new Door(entra, browser, 2);
        door.admin("PUT", "/dialect", "{'error':'v1'}");

        isRefused(row.provoke().apply(door), row, row.v1Error());
    }

    private static void isRefused(Answer answer, Row row, String error) {
        JsonNode body = answer.json();
        assertThat(answer.status()).isEqualTo(row.status());
        assertThat(body.get("error").textValue()).isEqualTo(error);
        assertThat(body.get("error_codes").toString()).isEqualTo("[" + row.aadsts() + "]");
        assertThat(body.get("error_description").textValue())
                .matches("AADSTS" + row.aadsts() + ": .+ Trace ID: [0-9a-f-]{36} Correlation ID: [0-9a-f-]{36} "
                        + "Timestamp: \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ");
        assertThat(body.path("suberror").asText(null)).isEqualTo(row.suberror());
        assertThat(body.has("claims")).isEqualTo(row.claims());
        if (row.claims()) {
            assertThat(Json.object(body.get("claims").textValue())).isPresent();
        }
        var members = List.of(
                "error", "error_description", "error_codes", "timestamp", "trace_id", "correlation_id", "error_uri");
        assertThat(body.properties().stream().map(Map.Entry::getKey)).startsWith(members.toArray(String[]::new));
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store, no-cache");
        assertThat(answer.header("x-ms-clitelem")).isEqualTo("1," + row.aadsts() + ",0,,");
        assertThat(answer.header("Retry-After")).isEqualTo(row.status() == 429 ? "10" : null);
    }
}
