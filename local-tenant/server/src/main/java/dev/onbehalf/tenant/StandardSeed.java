package dev.onbehalf.tenant;

/** What the standard seed registers for the two applications, for whoever configures them. Worth nothing anywhere else. */
public final class StandardSeed {

    public static final String TENANT_ID = "c0ffee00-0000-4000-8000-000000000001";
    public static final String WEB_CLIENT_ID = "11111111-1111-4111-8111-000000000001";
    public static final String WEB_CLIENT_SECRET = "local-tenant-web-secret";
    public static final String API_CLIENT_ID = "22222222-2222-4222-8222-000000000001";
    public static final String API_CLIENT_SECRET = "local-tenant-api-secret";

    private StandardSeed() {}
}
