package dev.onbehalf.web.signin;

import java.util.Map;

/** Configuration for tests that need no tenant: nothing listens where it should be. */
public final class NoTenant {

    public static final Map<String, String> CONFIG = Map.of(
            "entra.authority-host", "http://localhost:1",
            "entra.tenant-id", "c0ffee00-0000-4000-8000-000000000001",
            "entra.web-client-id", "11111111-1111-4111-8111-000000000001",
            "entra.web-client-secret", "unused",
            "entra.api-client-id", "22222222-2222-4222-8222-000000000001",
            "orders-api.url", "http://localhost:1");

    private NoTenant() {}
}
