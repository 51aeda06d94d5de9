package dev.onbehalf.web.signin;

import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.admin.AuditEntry;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A tenant of its own for a test class, and a recording stand-in for orders-api. */
public class LocalTenant implements QuarkusTestResourceLifecycleManager {

    public static final String TENANT = "c0ffee00-0000-4000-8000-000000000001";

    private Entra entra;
    private RecordingApi api;

    @Override
    public Map<String, String> start() {
        entra = Entra.start();
        api = new RecordingApi();
        Map<String, String> config = new HashMap<>();
        config.put("entra.authority-host", entra.http().toString());
        config.put("entra.tenant-id", TENANT);
        config.put("entra.web-client-id", "11111111-1111-4111-8111-000000000001");
        config.put("entra.web-client-secret", "local-tenant-web-secret");
        config.put("entra.api-client-id", "22222222-2222-4222-8222-000000000001");
        config.put("orders-api.url", api.url());
        return config;
    }

    public Entra entra() {
        return entra;
    }

    public RecordingApi api() {
        return api;
    }

    public List<AuditEntry> requests(String target) {
        return entra.audit().of(target);
    }

    public long refreshes() {
        return requests("token").stream()
                .filter(entry -> "refresh_token".equals(entry.grantType()))
                .count();
    }

    public void reset() {
        entra.reset();
        entra.audit().clear();
        api.reset();
    }

    @Override
    public void stop() {
        if (entra != null) {
            entra.close();
            api.close();
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(LocalTenant.class));
    }
}
