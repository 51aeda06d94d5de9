package dev.onbehalf.devservices;

/** What the local tenant's default seed registers for the two applications. Worth nothing anywhere else. */
final class Seed {

    static final String TENANT_ID = "c0ffee00-0000-4000-8000-000000000001";
    static final String WEB_CLIENT_ID = "11111111-1111-4111-8111-000000000001";
    static final String WEB_CLIENT_SECRET = "local-tenant-web-secret";
    static final String API_CLIENT_ID = "22222222-2222-4222-8222-000000000001";
    static final String API_CLIENT_SECRET = "local-tenant-api-secret";

    private Seed() {}
}
