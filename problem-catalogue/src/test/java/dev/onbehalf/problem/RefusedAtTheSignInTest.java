package dev.onbehalf.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.problem.TestingVisitor.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.StandardSeed;
import dev.onbehalf.tenant.directory.Revocations.Reason;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One row for each refusal that only a sign-in can meet: how the tenant is made to answer so, and what is told of it. */
@DisplayName("A sign-in that the tenant refuses")
@DisplayNameGeneration(ReplaceUnderscores.class)
class RefusedAtTheSignInTest {

    private static final String TARO = "taro@contoso.test";
    private static final String SPA = "33333333-3333-4333-8333-000000000001";
    private static final String SPA_REDIRECT = "http://localhost:3000/";
    private static final String FABRIKAM = "fab00000-0000-4000-8000-000000000002";

    private static Entra tenant;

    private record Row(int aadsts, Actor actor, String when, Function<TestingVisitor, Answer> provoke) {

        @Override
        public String toString() {
            return aadsts + ", " + when;
        }
    }

    @BeforeAll
    static void start() {
        tenant = Entra.start();
    }

    @AfterAll
    static void close() {
        tenant.close();
    }

    @AfterEach
    void forget() {
        tenant.reset();
    }

    static Stream<Row> atTheFrontDoor() {
        return Stream.of(
                administrator(
                        50011, "redirect URI", v -> v.authorize("redirect_uri", "http://localhost:8080/Signed-In")),
                user(50058, "silent, nobody signed in", v -> v.authorize("prompt", "none")),
                user(16000, "silent, two signed in", v -> {
                    v.signIn(TARO);
                    v.enter(v.authorize("prompt", "login"), "hana@contoso.test", TestingVisitor.PASSWORD);
                    return v.authorize("prompt", "none");
                }),
                user(50126, "wrong password", v -> v.enter(v.authorize(), TARO, "wrong")),
                administrator(50020, "a stranger", v -> v.signIn("ada@fabrikam.test")),
                developer(50194, "at /common", v -> v.authorizeAt("common")),
                user(65004, "consent declined", v -> v.answerConsent(v.signIn("nora@contoso.test"), "cancel")),
                administrator(
                        90094,
                        "an administrator's scope",
                        v -> v.signIn(TARO, "scope", "openid https://graph.microsoft.com/Directory.Read.All")),
                developer(700051, "implicit token", v -> v.authorize("response_type", "token")),
                developer(700054, "hybrid id token", v -> v.authorize("response_type", "code id_token")),
                developer(70005, "unknown response type", v -> v.authorize("response_type", "nonsense")),
                developer(
                        70007,
                        "tokens in the query",
                        v -> v.authorize(
                                "client_id",
                                SPA,
                                "redirect_uri",
                                SPA_REDIRECT,
                                "response_type",
                                "id_token",
                                "response_mode",
                                "query")),
                developer(501491, "short challenge", v -> v.authorize("code_challenge", "short")),
                developer(50149, "unknown PKCE method", v -> v.authorize("code_challenge_method", "S512")),
                developer(90005, "two hints", v -> v.authorize("sid", "x", "login_hint", TARO)),
                developer(
                        9002325,
                        "single-page app without PKCE",
                        v -> v.authorize(
                                "client_id",
                                SPA,
                                "redirect_uri",
                                SPA_REDIRECT,
                                "code_challenge",
                                null,
                                "code_challenge_method",
                                null)),
                developer(
                        50049,
                        "unknown cloud",
                        v -> v.get("/common/discovery/instance?api-version=1.1"
                                + "&authorization_endpoint=https://login.example.com/common/oauth2/v2.0/authorize")));
    }

    static Stream<Row> whenTheCodeIsRedeemed() {
        return Stream.of(
                user(54005, "a second time", v -> {
                    String code = v.code();
                    v.redeem(code);
                    return v.redeem(code);
                }),
                user(70008, "too late", v -> {
                    String code = v.code();
                    tenant.clock().moveTo(Duration.ofMinutes(11));
                    return v.redeem(code);
                }),
                developer(70000, "changed", v -> v.redeem(v.code() + "AAAA")),
                developer(9002313, "no code at all", v -> v.redeem("nonsense")),
                developer(501481, "wrong verifier", v -> v.redeem(v.code(), "code_verifier", "x".repeat(43))),
                developer(50148, "no verifier", v -> v.redeem(v.code(), "code_verifier", null)),
                developer(
                        500112,
                        "another redirect URI",
                        v -> v.redeem(v.code(), "redirect_uri", "http://localhost:8080/stepped-up")),
                developer(700005, "at another tenant", v -> {
                    String code = codeOfTheSpa(v);
                    return v.redeemAt(
                            FABRIKAM, code, "client_id", SPA, "client_secret", null, "redirect_uri", SPA_REDIRECT);
                }));
    }

    static Stream<Row> whenTheTokenIsRefreshed() {
        return Stream.of(
                user(700082, "after 91 days", v -> {
                    String refreshToken = v.refreshToken();
                    tenant.clock().moveTo(Duration.ofDays(91));
                    return v.refresh(refreshToken);
                }),
                user(700084, "by a single-page app after a day", v -> {
                    String refreshToken = v.redeem(
                                    codeOfTheSpa(v),
                                    "client_id",
                                    SPA,
                                    "client_secret",
                                    null,
                                    "redirect_uri",
                                    SPA_REDIRECT)
                            .member("refresh_token");
                    tenant.clock().moveTo(Duration.ofHours(25));
                    return v.refresh(refreshToken, "client_id", SPA, "client_secret", null);
                }),
                user(50132, "of a session that ended", v -> voided(v, Reason.SESSION_EXPIRED)),
                user(50133, "after the password changed", v -> voided(v, Reason.PASSWORD_CHANGED)));
    }

    private static String codeOfTheSpa(TestingVisitor visitor) {
        return visitor.signIn(TARO, "client_id", SPA, "redirect_uri", SPA_REDIRECT, "scope", "openid offline_access")
                .parameter("code");
    }

    private static Answer voided(TestingVisitor visitor, Reason reason) {
        String refreshToken = visitor.refreshToken();
        var directory = tenant.directory();
        directory
                .revocations()
                .revoke(
                        directory.personNamed(TARO).orElseThrow().oid(),
                        tenant.clock().instant().plusSeconds(1),
                        reason);
        return visitor.refresh(refreshToken);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"atTheFrontDoor", "whenTheCodeIsRedeemed", "whenTheTokenIsRefreshed"})
    void is_explained(Row row) {
        Answer answer = row.provoke().apply(new TestingVisitor(tenant));

        assertThat(answer.aadsts()).as("%s", answer).isEqualTo(row.aadsts());
        TenantRefusal refusal = Catalogue.refusal(answer.aadsts()).orElseThrow();
        assertThat(refusal.isOfSignIn()).isTrue();
        assertThat(refusal.explanation().actor()).isEqualTo(row.actor());
    }

    /** The other half of a classic mistake: the frontend asks for what the API needs. */
    @Test
    void for_asking_for_Graph_beside_the_API_is_explained_to_the_developer() {
        Answer answer = new TestingVisitor(tenant)
                .authorize(
                        "scope",
                        "openid api://" + StandardSeed.API_CLIENT_ID
                                + "/Orders.Read https://graph.microsoft.com/User.Read");

        assertThat(answer.aadsts()).isEqualTo(28000);
        Explanation explanation = Catalogue.refusal(28000).orElseThrow().explanation();
        assertThat(explanation.actor()).isEqualTo(Actor.DEVELOPER);
        assertThat(explanation.remedy()).contains("A frontend asks for scopes of orders-api only");
    }

    @Test
    void is_one_of_those_in_this_table() {
        List<Integer> known = Catalogue.refusals().stream()
                .filter(TenantRefusal::isOfSignIn)
                .filter(TenantRefusal::isReachable)
                .map(TenantRefusal::number)
                .toList();
        var reached = new TreeSet<Integer>();
        Stream.of(atTheFrontDoor(), whenTheCodeIsRedeemed(), whenTheTokenIsRefreshed())
                .flatMap(Function.identity())
                .forEach(row -> reached.add(row.aadsts()));
        assertThat(reached).containsExactlyElementsOf(known);
    }

    private static Row user(int aadsts, String when, Function<TestingVisitor, Answer> provoke) {
        return new Row(aadsts, Actor.USER, when, provoke);
    }

    private static Row developer(int aadsts, String when, Function<TestingVisitor, Answer> provoke) {
        return new Row(aadsts, Actor.DEVELOPER, when, provoke);
    }

    private static Row administrator(int aadsts, String when, Function<TestingVisitor, Answer> provoke) {
        return new Row(aadsts, Actor.ADMINISTRATOR, when, provoke);
    }
}
