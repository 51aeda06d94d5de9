package dev.onbehalf.orders.tenant;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The local tenant that the Dev Service started for the tests, through its admin API. */
public final class LocalTenant {

    public static final String TARO = "a0000000-0000-4000-8000-000000000001";
    public static final String HANA = "a0000000-0000-4000-8000-000000000002";
    public static final String MAX = "a0000000-0000-4000-8000-000000000003";
    public static final String NORA = "a0000000-0000-4000-8000-000000000004";

    public static final String GINA = "a0000000-0000-4000-8000-000000000005";

    private LocalTenant() {}

    /** An access token for this API, as web-frontend gets it for the user. */
    public static String tokenOf(String oid) {
        return sign(claimsOf(oid));
    }

    public static Claims claimsOf(String oid) {
        return Claims.ofUser(config("entra.authority-host"), Seed.TENANT, oid);
    }

    public static String sign(Claims claims) {
        return forge(claims, "valid");
    }

    /** @param signature valid, invalid, none, hs256-with-public-key or other-key */
    public static String forge(Claims claims, String signature) {
        return admin().body(Map.of("header", Map.of(), "claims", claims.asMap(), "signature", signature))
                .post("/tokens")
                .then()
                .statusCode(200)
                .extract()
                .path("token");
    }

    /** A daemon's own token, got from the token endpoint. */
    public static String daemonToken() {
        return given().baseUri(config("entra.authority-host"))
                .port(java.net.URI.create(config("entra.authority-host")).getPort())
                .formParams(Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        Seed.DAEMON,
                        "client_secret",
                        "local-tenant-daemon-secret",
                        "scope",
                        "api://" + Seed.API + "/.default"))
                .post("/" + Seed.TENANT + "/oauth2/v2.0/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    public static List<Map<String, Object>> audit() {
        return admin().get("/audit").jsonPath().getList("$");
    }

    /** As if the user had consented to these scopes of Graph for orders-api. */
    public static void consent(String user, String scopes) {
        admin().body(Map.of("user", user, "client", Seed.API, "resource", "graph", "scopes", scopes))
                .post("/consents")
                .then()
                .statusCode(204);
    }

    /** Takes back all that the user has consented to for orders-api. */
    public static void withdrawConsents(String user) {
        admin().body(Map.of("user", user, "client", Seed.API))
                .delete("/consents")
                .then()
                .statusCode(204);
    }

    /** @param reason revoked, or policy-changed, after which Graph merely wants newer tokens */
    public static void revoke(String user, String reason) {
        admin().body(Map.of("user", user, "reason", reason))
                .post("/revocations")
                .then()
                .statusCode(204);
    }

    /** What was mailed to this address, oldest first. */
    public static List<Map<String, Object>> mailTo(String address) {
        return admin().get("/outbox").jsonPath().<Map<String, Object>>getList("$").stream()
                .filter(mail -> mail.get("to").equals(List.of(address)))
                .toList();
    }

    /** As the tenant was when it started, but for its keys. */
    public static void reset() {
        admin().post("/reset").then().statusCode(204);
    }

    public static void rotateKeys(boolean overlap) {
        admin().body(Map.of("overlap", overlap)).post("/keys/rotate").then().statusCode(200);
    }

    public static String config(String name) {
        Config config = ConfigProvider.getConfig();
        return config.getValue(name, String.class);
    }

    private static RequestSpecification admin() {
        String url = config("local-tenant.admin-url");
        return given().baseUri(url)
                .port(java.net.URI.create(url).getPort())
                .header("X-Local-Tenant", "admin")
                .contentType("application/json");
    }
}
