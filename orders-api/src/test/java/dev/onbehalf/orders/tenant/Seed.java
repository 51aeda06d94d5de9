package dev.onbehalf.orders.tenant;

/** Ids of the local tenant's seed, which never change. */
public final class Seed {

    public static final String TENANT = "c0ffee00-0000-4000-8000-000000000001";
    public static final String OTHER_TENANT = "fab00000-0000-4000-8000-000000000002";
    public static final String WEB = "11111111-1111-4111-8111-000000000001";
    public static final String API = "22222222-2222-4222-8222-000000000001";
    public static final String SPA = "33333333-3333-4333-8333-000000000001";
    public static final String DAEMON = "44444444-4444-4444-8444-000000000001";

    private Seed() {}
}
