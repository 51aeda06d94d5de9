package dev.onbehalf.orders.tenant;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** A tenant is configured, as in production: the Dev Service must then leave the local one off. */
public class ConfiguredTenant implements QuarkusTestProfile {

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(TestingAuthority.class));
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                // The Dev Service decides while the application is built, before any test resource has started.
                "entra.tenant-id", TestingAuthority.TENANT,
                "entra.keys.refresh-at-most-every", "1s",
                // Many tests in a row in which it does not answer.
                "on-behalf-of.tenant.breaker-volume", "1000",
                "on-behalf-of.patience", "5s",
                "orders.receipt.patience", "200ms",
                // No test depends on how fast the machine is; AnImpatientRequestTest has a budget of its own.
                "on-behalf-of.downstream-budget", "30s");
    }
}
