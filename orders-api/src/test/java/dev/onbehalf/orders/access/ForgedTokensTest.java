package dev.onbehalf.orders.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.onbehalf.orders.tenant.Claims;
import dev.onbehalf.orders.tenant.ConfiguredTenant;
import dev.onbehalf.orders.tenant.Jws;
import dev.onbehalf.orders.tenant.Seed;
import dev.onbehalf.orders.tenant.TestingAuthority;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The table of tokens that must not get in, and the few that must. */
@QuarkusTest
@TestProfile(ConfiguredTenant.class)
@DisplayName("A forged token")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ForgedTokensTest {

    private static final String OID = "0b5e55ed-0000-4000-8000-000000000001";
    private static final String HEADER = "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"first\"}";

    TestingAuthority authority;

    private record Forgery(String name, String token, int status, String error, String description) {}

    @TestFactory
    List<DynamicTest> is_refused_with_its_reason() {
        List<Forgery> table = new ArrayList<>();
        table.addAll(signatures());
        table.addAll(shapes());
        table.addAll(headers());
        table.addAll(brokenChecks());
        table.addAll(permissions());
        assertThat(table).hasSizeGreaterThanOrEqualTo(40);
        return table.stream()
                .map(forgery -> DynamicTest.dynamicTest(forgery.name(), () -> refuses(forgery)))
                .toList();
    }

    @TestFactory
    List<DynamicTest> is_told_apart_from_a_good_one() {
        Claims good = authority.claims(OID);
        return Map.of(
                        "v2, audience is the GUID", signed(good),
                        "v2, audience is the App ID URI", signed(good.with("aud", "api://" + Seed.API)),
                        "v1", signed(good.asVersion1(authority.url() + "/sts")),
                        "audience as a list of one", signed(good.with("aud", List.of(Seed.API))),
                        "expired within the clock skew", signed(good.with("exp", now() - 30)),
                        "not yet valid within the clock skew", signed(good.with("nbf", now() + 30)),
                        "no typ", signed("{\"alg\":\"RS256\",\"kid\":\"first\"}", good.json()),
                        "jku, x5u and jwk that are not looked at",
                                signed(
                                        "{\"alg\":\"RS256\",\"kid\":\"first\",\"jku\":\"https://evil.test/keys\","
                                                + "\"x5u\":\"https://evil.test/cert\",\"jwk\":{\"kty\":\"RSA\"}}",
                                        good.json()),
                        "directory groups grant nothing and hurt nothing",
                                signed(good.with("groups", List.of("Orders.ReadWrite"))))
                .entrySet()
                .stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.getKey(), () -> get(row.getValue()).then().statusCode(200)))
                .toList();
    }

    @Test
    void of_64_KiB_is_refused_before_anybody_reads_it() {
        String token = signed(authority.claims(OID).with("padding", "x".repeat(48 * 1024)));
        assertThat(token.length()).isGreaterThan(64 * 1024);
        get(token).then().statusCode(431);
        get(signed(authority.claims(OID))).then().statusCode(200);
    }

    @Test
    void is_not_missed_when_nothing_was_sent_at_all() {
        Response answer = given().get("/token");
        answer.then().statusCode(401).body("type", equalTo("https://onbehalf.dev/problems/token-missing"));
        assertThat(answer.header("WWW-Authenticate"))
                .startsWith("Bearer realm=\"\"")
                .contains("client_id=\"" + Seed.API + "\"")
                .doesNotContain("error");
    }

    @Test
    void in_another_scheme_or_place_is_no_token() {
        for (var request : List.of(
                given().header("Authorization", "Basic dXNlcjpwYXNz"),
                given().header("Authorization", "Bearer"),
                given().header("Authorization", "DPoP " + signed(authority.claims(OID))),
                given().queryParam("access_token", signed(authority.claims(OID))),
                given().cookie("Bearer", signed(authority.claims(OID))))) {
            Response answer = request.get("/token");
            answer.then().statusCode(401);
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer ");
        }
    }

    private List<Forgery> signatures() {
        Claims good = authority.claims(OID);
        KeyPair other = TestingAuthority.newKey();
        byte[] publicKey = authority.key().getPublic().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(publicKey)
                + "\n-----END PUBLIC KEY-----\n";
        String hs = HEADER.replace("RS256", "HS256");
        String token = signed(good);
        String[] parts = token.split("\\.");
        return List.of(
                invalid("signed by another key", Jws.rs256(HEADER, good.json(), other.getPrivate()), "signature"),
                invalid("unknown kid", signed(HEADER.replace("first", "nobodys"), good.json()), "kid"),
                invalid("no kid", signed("{\"typ\":\"JWT\",\"alg\":\"RS256\"}", good.json()), "kid"),
                invalid("alg none", Jws.encoded("{\"alg\":\"none\"}") + "." + parts[1] + ".", "not signed with RS256"),
                invalid(
                        "alg none, signature kept",
                        Jws.encoded("{\"alg\":\"none\",\"kid\":\"first\"}") + "." + parts[1] + "." + parts[2],
                        "not signed with RS256"),
                invalid("alg nOnE", Jws.encoded("{\"alg\":\"nOnE\"}") + "." + parts[1] + ".", "not signed with RS256"),
                invalid("signature cut off", parts[0] + "." + parts[1] + ".", "signature"),
                invalid("signature shortened", token.substring(0, token.length() - 20), "signature"),
                invalid("HS256 with the public key, DER", Jws.hs256(hs, good.json(), publicKey), "RS256"),
                invalid("HS256 with the public key, PEM", Jws.hs256(hs, good.json(), pem.getBytes()), "RS256"),
                invalid(
                        "RS512 with the right key",
                        Jws.signed(
                                "SHA512withRSA",
                                HEADER.replace("RS256", "RS512"),
                                good.json(),
                                authority.key().getPrivate()),
                        "RS256"),
                invalid(
                        "claims exchanged under a good signature",
                        parts[0] + "." + Jws.encoded(good.with("oid", Seed.WEB).json()) + "." + parts[2],
                        "signature"),
                invalid(
                        "the forger's own key in the header (jwk)",
                        Jws.rs256(
                                "{\"alg\":\"RS256\",\"kid\":\"first\",\"jwk\":" + jwk(other) + "}",
                                good.json(),
                                other.getPrivate()),
                        "signature"),
                invalid(
                        "the forger's own key set in the header (jku)",
                        Jws.rs256(
                                "{\"alg\":\"RS256\",\"kid\":\"mine\",\"jku\":\"" + authority.url() + "/evil/keys\"}",
                                good.json(),
                                other.getPrivate()),
                        "kid"));
    }

    private List<Forgery> shapes() {
        String good = authority.claims(OID).json();
        return List.of(
                invalid("not a JWT", "hello", "not a signed JSON Web Token"),
                invalid("two dots and nothing else", "..", "not a signed JSON Web Token"),
                invalid("five parts (encrypted)", "a.b.c.d.e", "not a signed JSON Web Token"),
                invalid("not base64url", "a$b.c.d", "not a signed JSON Web Token"),
                invalid("padded base64", signed(HEADER, good) + "==", "not a signed JSON Web Token"),
                invalid("header is not JSON", "aGVsbG8." + Jws.encoded(good) + ".c2ln", "header"),
                invalid("header is a list", Jws.encoded("[]") + "." + Jws.encoded(good) + ".c2ln", "header"),
                invalid("claims are not JSON", signed(HEADER, "hello"), "claims"),
                invalid("claims are a list", signed(HEADER, "[]"), "claims"),
                invalid("claims are null", signed(HEADER, "null"), "claims"),
                invalid("claims are empty", signed(HEADER, "{}"), "key that signed"),
                invalid(
                        "a claim twice",
                        signed(HEADER, "{\"oid\":\"" + Seed.WEB + "\"," + good.substring(1)),
                        "claims are not readable"),
                invalid(
                        "a header member twice",
                        signed("{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"first\"}", good),
                        "header"),
                invalid("24 KiB", signed(authority.claims(OID).with("x", "y".repeat(18_500))), "longer than 24 KiB"));
    }

    private List<Forgery> headers() {
        String good = authority.claims(OID).json();
        return List.of(
                invalid(
                        "crit",
                        signed("{\"alg\":\"RS256\",\"kid\":\"first\",\"crit\":[\"exp\"],\"exp\":1}", good),
                        "crit"),
                invalid(
                        "crit b64",
                        signed("{\"alg\":\"RS256\",\"kid\":\"first\",\"crit\":[\"b64\"],\"b64\":true}", good),
                        "crit"),
                invalid(
                        "another typ",
                        signed("{\"typ\":\"logout+jwt\",\"alg\":\"RS256\",\"kid\":\"first\"}", good),
                        "typ"),
                invalid("no alg", signed("{\"kid\":\"first\"}", good), "RS256"),
                invalid("alg is a number", signed("{\"alg\":256,\"kid\":\"first\"}", good), "RS256"),
                invalid("kid is a number", signed("{\"alg\":\"RS256\",\"kid\":1}", good), "kid"),
                invalid("kid is a path", signed(HEADER.replace("first", "../../etc/passwd"), good), "kid"),
                invalid("kid is a query", signed(HEADER.replace("first", "' or 1=1 --"), good), "kid"));
    }

    private List<Forgery> brokenChecks() {
        Claims good = authority.claims(OID);
        return List.of(
                check("aud: id token", good.with("aud", Seed.WEB).without("scp").without("azp"), "this is an id token"),
                check(
                        "aud: Microsoft Graph",
                        good.with("aud", "https://graph.microsoft.com"),
                        "is for Microsoft Graph"),
                check(
                        "aud: Graph's GUID",
                        good.with("aud", "00000003-0000-0000-c000-000000000000"),
                        "is for Microsoft Graph"),
                invalid(
                        "Graph's token, which nobody else can verify",
                        Jws.rs256(
                                "{\"typ\":\"JWT\",\"nonce\":\"n\",\"alg\":\"RS256\",\"kid\":\"first\"}",
                                good.with("aud", "https://graph.microsoft.com").json(),
                                TestingAuthority.newKey().getPrivate()),
                        "is for Microsoft Graph"),
                check("aud: another API", good.with("aud", "api://somebody-else"), "is for another API"),
                check("aud: missing", good.without("aud"), "names no audience"),
                check("aud: several", good.with("aud", List.of(Seed.API, "api://x")), "more than one"),
                check(
                        "aud: our URI with a path",
                        good.with("aud", "api://" + Seed.API + "/access_as_user"),
                        "another API"),
                check("aud: a number", good.with("aud", 1), "names no audience"),
                check(
                        "iss: another host",
                        good.with("iss", "https://login.microsoftonline.com/" + TestingAuthority.TENANT + "/v2.0"),
                        "issuer"),
                check(
                        "iss: another tenant",
                        good.with("iss", authority.url() + "/" + Seed.OTHER_TENANT + "/v2.0"),
                        "issuer"),
                check(
                        "iss: a slash too many",
                        good.with("iss", authority.url() + "/" + TestingAuthority.TENANT + "/v2.0/"),
                        "issuer"),
                check("iss: missing", good.without("iss"), "issuer"),
                check(
                        "tid: not allowed",
                        good.with("tid", Seed.OTHER_TENANT)
                                .with("iss", authority.url() + "/" + Seed.OTHER_TENANT + "/v2.0"),
                        "tenant is not allowed"),
                check("tid: missing", good.without("tid"), "key that signed"),
                check("exp: over", good.with("exp", now() - 3600), "expired at"),
                check("exp: missing", good.without("exp"), "does not say when it expires"),
                check("exp: text", good.with("exp", "tomorrow"), "does not say when it expires"),
                check("exp: far out of range", good.with("exp", -9223372036854775000L), "expir"),
                check("nbf: tomorrow", good.with("nbf", now() + 86_400), "not valid before"),
                check("nbf: missing", good.without("nbf"), "from when it is valid"),
                check("azp: another application", good.with("azp", Seed.SPA), "not allowed to call this API"),
                check("azp: missing", good.without("azp"), "does not name the application"),
                check("azp: contradicts appid", good.with("appid", Seed.SPA), "does not name the application"),
                check("oid: missing", good.without("oid"), "oid"),
                check("oid: not a GUID", good.with("oid", "sabine@contoso.test"), "oid"),
                check("oid: null", good.with("oid", null), "oid"));
    }

    private List<Forgery> permissions() {
        Claims good = authority.claims(OID);
        return List.of(
                lacksScope("scp: missing", good.without("scp")),
                lacksScope("scp: empty", good.with("scp", "")),
                lacksScope("scp: another scope", good.with("scp", "Orders.Read")),
                lacksScope("scp: one that begins alike", good.with("scp", "access_as_users")),
                lacksScope(
                        "scp: with the resource's prefix", good.with("scp", "api://" + Seed.API + "/access_as_user")),
                lacksScope("scp: a list", good.with("scp", List.of("access_as_user"))),
                lacksScope("scope instead of scp", good.without("scp").with("scope", "access_as_user")),
                lacksScope("roles instead of scp", good.without("scp").with("roles", List.of("access_as_user"))),
                lacksScope("permissions of an application", good.asDaemon("access_as_user")));
    }

    private void refuses(Forgery forgery) {
        Response answer = get(forgery.token());
        String challenge = answer.header("WWW-Authenticate");
        assertThat(answer.statusCode()).as(challenge).isEqualTo(forgery.status());
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getInt("status")).isEqualTo(forgery.status());
        assertThat(answer.jsonPath().getString("type").replace("https://onbehalf.dev/problems/", ""))
                .isIn(
                        "token-invalid",
                        "token-expired",
                        "scope-missing",
                        "user-required",
                        "id-token-sent",
                        "graph-token-sent",
                        "exchanged-token-sent",
                        "signing-key-unknown");
        assertThat(answer.jsonPath().getString("correlationId")).isNotBlank();
        assertThat(answer.jsonPath().getString("detail")).containsIgnoringCase(forgery.description());
        assertThat(challenge).contains("error=\"" + forgery.error() + "\"").contains(forgery.description());
        assertThat(answer.asString())
                .doesNotContain("Exception")
                .doesNotContain("jose4j")
                .doesNotContain("io.smallrye");
        if (forgery.token().length() > 20) {
            assertThat(answer.asString()).doesNotContain(forgery.token().substring(0, 20));
        }
    }

    private Response get(String token) {
        return given().header("Authorization", "Bearer " + token).get("/token");
    }

    private Forgery check(String name, Claims claims, String description) {
        return invalid(name, signed(claims), description);
    }

    private static Forgery invalid(String name, String token, String description) {
        return new Forgery(name, token, 401, "invalid_token", description);
    }

    private Forgery lacksScope(String name, Claims claims) {
        return new Forgery(name, signed(claims), 403, "insufficient_scope", "access_as_user");
    }

    private String signed(Claims claims) {
        return signed(HEADER, claims.json());
    }

    private String signed(String header, String payload) {
        return Jws.rs256(header, payload, authority.key().getPrivate());
    }

    private static String jwk(KeyPair pair) {
        byte[] modulus = ((RSAPublicKey) pair.getPublic()).getModulus().toByteArray();
        return "{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\""
                + Base64.getUrlEncoder().withoutPadding().encodeToString(modulus) + "\"}";
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }
}
