package dev.onbehalf.devservices;

import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.EntraOptions;
import java.net.URI;
import java.nio.file.Path;

/** A tenant of one test run alone, on free ports. */
final class OwnLocalTenant implements LocalTenantService {

    private final EntraOptions options;
    private Entra entra;

    OwnLocalTenant(EntraOptions options) {
        this.options = options;
    }

    @Override
    public void start() {
        entra = Entra.start(options);
    }

    @Override
    public URI http() {
        return entra.http();
    }

    @Override
    public URI https() {
        return entra.https();
    }

    @Override
    public URI admin() {
        return entra.admin();
    }

    @Override
    public Path caFile() {
        return entra.caFile();
    }

    @Override
    public void close() {
        if (entra != null) {
            entra.close();
        }
    }
}
