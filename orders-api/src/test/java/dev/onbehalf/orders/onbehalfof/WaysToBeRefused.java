package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.tenant.Claims;
import dev.onbehalf.orders.tenant.Jws;
import dev.onbehalf.orders.tenant.LocalTenant;
import dev.onbehalf.orders.tenant.Seed;
import dev.onbehalf.orders.tenant.TestingDetour;
import dev.onbehalf.orders.tenant.TestingDetour.TokenRequest;
import dev.onbehalf.problem.Actor;
import dev.onbehalf.tenant.directory.Application.FederatedCredential;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.fault.Fault;
import dev.onbehalf.tenant.keys.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** How a tenant is made to refuse an exchange, by the number it then answers with. */
final class WaysToBeRefused {

    private static final String GRAPH = "https://graph.microsoft.com";
    private static final String LEGACY_API = "55555555-5555-4555-8555-000000000001";
    private static final String TOKEN_EXCHANGE = "api://AzureADTokenExchange";
    private static final String POD = "system:serviceaccount:onbehalf:orders-api";
    private static final SigningKey KEY = SigningKey.generate();

    private WaysToBeRefused() {}

    /**
     * @param actor who must act, as the catalogue is expected to say
     * @param prepare makes the tenant refuse, and names the token to call the API with
     */
    record Row(int aadsts, Actor actor, String when, Function<TestingDetour, String> prepare) {}

    static List<Row> consent() {
        return List.of(row(65001, Actor.USER, "nora has consented to nothing", with(LocalTenant.NORA)));
    }

    static List<Row> challenges() {
        return List.of(
                policy(50076, Actor.USER, "mfa"),
                policy(50079, Actor.USER, "mfa-enrolment"),
                policy(50074, Actor.USER, "strong-authentication"));
    }

    static List<Row> signInsThatAreOver() {
        return List.of(
                row(
                        500133,
                        Actor.DEVELOPER,
                        "ended a moment ago",
                        detour -> detour.tokenOf(taro(detour).with("exp", now() - 20))),
                row(50173, Actor.USER, "called back", detour -> {
                    String token = detour.tokenOf(taro(detour));
                    var directory = detour.tenant().directory();
                    directory.revoke(directory.person(LocalTenant.TARO).orElseThrow(), Instant.now());
                    return token;
                }),
                row(70043, Actor.USER, "sign-in frequency of an hour", detour -> {
                    require(detour, "sign-in-frequency:PT1H");
                    return detour.tokenOf(taro(detour).with("iat", now() - 7200));
                }));
    }

    static List<Row> rules() {
        return List.of(
                policy(53003, Actor.ADMINISTRATOR, "block"),
                policy(53000, Actor.USER, "compliant-device"),
                policy(53001, Actor.USER, "joined-device"),
                policy(50105, Actor.ADMINISTRATOR, "assignment"),
                policy(50196, Actor.DEVELOPER, "no-loop"),
                row(50057, Actor.ADMINISTRATOR, "account disabled", detour -> {
                    var directory = detour.tenant().directory();
                    directory.disable(directory.person(LocalTenant.TARO).orElseThrow());
                    return detour.tokenOf(taro(detour));
                }),
                row(50034, Actor.ADMINISTRATOR, "account deleted", with("deadbeef-0000-4000-8000-000000000000")));
    }

    static List<Row> idToken() {
        return List.of(row(
                240002,
                Actor.DEVELOPER,
                "an id token",
                detour -> changed(
                        detour,
                        request -> request.with(
                                "assertion",
                                detour.tokenOf(taro(detour)
                                        .with("aud", Seed.WEB)
                                        .without("azp")
                                        .without("scp"))))));
    }

    static List<Row> tokenWithoutUser() {
        return List.of(row(
                7000114,
                Actor.DEVELOPER,
                "a daemon's token",
                detour -> changed(
                        detour,
                        request -> request.with(
                                "assertion", detour.tokenOf(taro(detour).asDaemon("Orders.Read.All"))))));
    }

    static List<Row> unlistedResource() {
        return List.of(sending(
                650057, Actor.DEVELOPER, "unlisted resource", "scope", "https://cognitiveservices.azure.com/.default"));
    }

    static List<Row> publicClient() {
        return List.of(sending(700025, Actor.DEVELOPER, "the single-page app's id", "client_id", Seed.SPA));
    }

    static Stream<Row> all() {
        return Stream.of(
                        consent(),
                        challenges(),
                        signInsThatAreOver(),
                        rules(),
                        idToken(),
                        tokenWithoutUser(),
                        unlistedResource(),
                        publicClient(),
                        settings(),
                        later())
                .flatMap(List::stream);
    }

    /** Wrong settings and registrations of every kind. */
    static List<Row> settings() {
        return Stream.of(assertions(), secrets(), certificates(), federated(), targets(), forms())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Row> assertions() {
        return List.of(
                row(
                        50013,
                        Actor.DEVELOPER,
                        "a damaged assertion",
                        detour -> changed(
                                detour,
                                request ->
                                        request.with("assertion", request.form().get("assertion") + "AAAA"))),
                row(
                        500131,
                        Actor.DEVELOPER,
                        "the id and secret of another API",
                        detour -> changed(detour, request -> request.with("client_id", LEGACY_API)
                                .with("client_secret", "local-tenant-legacy-secret"))));
    }

    private static List<Row> secrets() {
        return List.of(
                sending(7000215, Actor.ADMINISTRATOR, "wrong secret", "client_secret", "wrong"),
                row(7000222, Actor.ADMINISTRATOR, "expired secret", detour -> {
                    detour.admin(
                            "/credentials",
                            "{\"client\":\"%s\",\"secret\":\"old\",\"expires\":\"2020-01-01T00:00:00Z\"}"
                                    .formatted(Seed.API));
                    return changed(detour, request -> request.with("client_secret", "old"));
                }),
                sending(7000218, Actor.DEVELOPER, "no secret", "client_secret", null));
    }

    private static List<Row> certificates() {
        return List.of(
                certificate(700027, Actor.ADMINISTRATOR, "not registered", SigningKey.generate(), Seed.API, true, 600),
                certificate(700023, Actor.DEVELOPER, "audience", KEY, Seed.API, false, 600),
                certificate(700024, Actor.ADMINISTRATOR, "time", KEY, Seed.API, true, -600),
                certificate(50048, Actor.DEVELOPER, "two parties", KEY, "somebody-else", true, 600));
    }

    /** An assertion that the API signs itself. */
    private static Row certificate(
            int aadsts, Actor actor, String wrong, SigningKey key, String subject, boolean forTenant, int life) {
        return row(aadsts, actor, "certificate: " + wrong, detour -> {
            detour.tenant().registerCertificate(Seed.API, KEY.certificate());
            String audience = forTenant
                    ? detour.tenant().http() + "/" + Seed.TENANT + "/oauth2/v2.0/token"
                    : "https://example.com/token";
            return proving(detour, key, Seed.API, subject, audience, life);
        });
    }

    private static List<Row> federated() {
        return List.of(
                row(
                        70021,
                        Actor.ADMINISTRATOR,
                        "no credential registered",
                        detour -> byFederation(detour, "https://cluster.example", POD, TOKEN_EXCHANGE)),
                registered(700211, Actor.ADMINISTRATOR, "https://another.example", POD, TOKEN_EXCHANGE),
                registered(700212, Actor.ADMINISTRATOR, "https://cluster.example", POD, "api://somebody-else"),
                registered(700213, Actor.ADMINISTRATOR, "https://cluster.example", POD + "-2", TOKEN_EXCHANGE),
                row(
                        700222,
                        Actor.DEVELOPER,
                        "the tenant's own token",
                        detour -> byFederation(detour, detour.tenant().issuer(Seed.TENANT), POD, TOKEN_EXCHANGE)),
                // Port 9 discards everything; nothing listens there.
                row(50166, Actor.ADMINISTRATOR, "issuer away", detour -> {
                    register(detour, "http://localhost:9");
                    return byFederation(detour, "http://localhost:9", POD, TOKEN_EXCHANGE);
                }));
    }

    private static Row registered(int aadsts, Actor actor, String issuer, String subject, String audience) {
        return row(aadsts, actor, issuer + " " + subject + " " + audience, detour -> {
            register(detour, "https://cluster.example");
            return byFederation(detour, issuer, subject, audience);
        });
    }

    private static List<Row> targets() {
        return List.of(
                sending(
                        700016,
                        Actor.ADMINISTRATOR,
                        "unknown client",
                        "client_id",
                        "99999999-9999-4999-8999-999999999999"),
                at(90002, Actor.ADMINISTRATOR, "nobody.test"),
                at(900023, Actor.DEVELOPER, "no-tenant"),
                at(9001023, Actor.DEVELOPER, "common"),
                row(500011, Actor.ADMINISTRATOR, "Graph was removed", detour -> {
                    var directory = detour.tenant().directory();
                    directory.removeServicePrincipal(
                            directory.application(Directory.GRAPH).orElseThrow(),
                            directory.tenant(Seed.TENANT).orElseThrow());
                    return detour.tokenOf(taro(detour));
                }));
    }

    private static List<Row> forms() {
        return List.of(
                sending(70011, Actor.DEVELOPER, "unknown scope", "scope", GRAPH + "/Nonsense"),
                sending(
                        28000,
                        Actor.DEVELOPER,
                        "two APIs",
                        "scope",
                        GRAPH + "/User.Read https://search.azure.com/user_impersonation"),
                sending(
                        700022,
                        Actor.DEVELOPER,
                        "everything of two APIs",
                        "scope",
                        GRAPH + "/.default https://search.azure.com/.default"),
                sending(900144, Actor.DEVELOPER, "parameter missing", "requested_token_use", null),
                sending(90023, Actor.DEVELOPER, "strange value", "requested_token_use", "something"),
                sending(901002, Actor.DEVELOPER, "resource on version 2", "resource", GRAPH),
                sending(
                        70003,
                        Actor.DEVELOPER,
                        "RFC 8693",
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange"));
    }

    static List<Row> later() {
        return List.of(
                policy(90055, Actor.DEVELOPER, "fewer-requests"), row(90033, Actor.USER, "passing fault", detour -> {
                    detour.tenant()
                            .faults()
                            .add(new Fault("token", Fault.Kind.STATUS, 503, 3, Duration.ofSeconds(1), 1));
                    return detour.tokenOf(taro(detour));
                }));
    }

    private static Row row(int aadsts, Actor actor, String when, Function<TestingDetour, String> prepare) {
        return new Row(aadsts, actor, when, prepare);
    }

    private static Row policy(int aadsts, Actor actor, String requirement) {
        return row(aadsts, actor, "policy " + requirement, detour -> {
            require(detour, requirement);
            return detour.tokenOf(taro(detour));
        });
    }

    private static Row sending(int aadsts, Actor actor, String when, String name, String value) {
        return row(aadsts, actor, when, detour -> changed(detour, request -> request.with(name, value)));
    }

    private static Row at(int aadsts, Actor actor, String tenantSegment) {
        return row(
                aadsts, actor, "at " + tenantSegment, detour -> changed(detour, request -> request.at(tenantSegment)));
    }

    private static Function<TestingDetour, String> with(String oid) {
        return detour -> detour.tokenOf(detour.claims(oid));
    }

    private static String changed(TestingDetour detour, UnaryOperator<TokenRequest> change) {
        detour.changes(change);
        return detour.tokenOf(taro(detour));
    }

    private static void require(TestingDetour detour, String requirement) {
        detour.tenant()
                .policies()
                .require("taro@contoso.test", "graph", requirement)
                .orElseThrow();
    }

    private static void register(TestingDetour detour, String issuer) {
        detour.tenant().registerFederatedCredential(Seed.API, new FederatedCredential(issuer, POD, TOKEN_EXCHANGE));
    }

    private static String byFederation(TestingDetour detour, String issuer, String subject, String audience) {
        return proving(detour, KEY, issuer, subject, audience, 600);
    }

    /** An assertion in place of the secret. */
    private static String proving(
            TestingDetour detour, SigningKey key, String issuer, String subject, String audience, int life) {
        String assertion = Jws.rs256(
                "{\"alg\":\"RS256\",\"kid\":\"" + key.id() + "\"}",
                "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":[\"%s\"],\"nbf\":%d,\"exp\":%d,\"jti\":\"%s\"}"
                        .formatted(issuer, subject, audience, now() - 700, now() + life, UUID.randomUUID()),
                key.privateKey());
        return changed(detour, request -> request.with("client_secret", null)
                .with("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .with("client_assertion", assertion));
    }

    /** As web-frontend gets a token: it has declared that it can follow a challenge. */
    private static Claims taro(TestingDetour detour) {
        return detour.claims(LocalTenant.TARO).with("xms_cc", List.of("cp1"));
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }
}
