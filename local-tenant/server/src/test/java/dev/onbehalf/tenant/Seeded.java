package dev.onbehalf.tenant;

/** What is in the standard seed. */
public final class Seeded {
    public static final String CONTOSO = "c0ffee00-0000-4000-8000-000000000001";
    public static final String FABRIKAM = "fab00000-0000-4000-8000-000000000002";

    public static final String WEB = "11111111-1111-4111-8111-000000000001";
    public static final String WEB_SECRET = "local-tenant-web-secret";
    public static final String API = "22222222-2222-4222-8222-000000000001";
    public static final String API_SECRET = "local-tenant-api-secret";
    public static final String API_URI = "api://" + API;
    public static final String SPA = "33333333-3333-4333-8333-000000000001";
    public static final String DAEMON = "44444444-4444-4444-8444-000000000001";
    public static final String DAEMON_SECRET = "local-tenant-daemon-secret";
    public static final String LEGACY = "55555555-5555-4555-8555-000000000001";
    public static final String LEGACY_SECRET = "local-tenant-legacy-secret";

    public static final String SIGNED_IN = "http://localhost:8080/signed-in";
    public static final String PASSWORD = "Passw0rd!";
    public static final String TARO = "taro@contoso.test";
    public static final String TARO_OID = "a0000000-0000-4000-8000-000000000001";
    public static final String MAX = "max@contoso.test";
    public static final String HANA = "hana@contoso.test";
    public static final String NORA = "nora@contoso.test";
    public static final String GINA = "gina@contoso.test";
    public static final String OTTO = "otto@contoso.test";
    public static final String ADA = "ada@fabrikam.test";

    public static final String API_SCOPES =
            "openid profile offline_access " + API_URI + "/access_as_user " + API_URI + "/Orders.Read";
    public static final String GRAPH_DEFAULT = "https://graph.microsoft.com/.default";
    public static final String ON_BEHALF_OF = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private Seeded() {}
}
