package dev.onbehalf.devservices;

import io.quarkus.deployment.builditem.Startable;
import java.net.URI;
import java.nio.file.Path;

/** A local tenant that this process runs, or joins. */
sealed interface LocalTenantService extends Startable permits OwnLocalTenant, SharedLocalTenant {

    URI http();

    URI https();

    URI admin();

    Path caFile();

    @Override
    default String getConnectionInfo() {
        return http().toString();
    }

    @Override
    default String getContainerId() {
        return null;
    }
}
