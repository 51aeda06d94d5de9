package dev.onbehalf.devservices;

import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.IsDevServicesSupportedByLaunchMode;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.DevServicesResultBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.dev.devservices.DevServicesConfig;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigUtils;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Gives an application with a datasource a real PostgreSQL in dev and test: Quarkus' own Dev Service needs Docker. */
@BuildSteps(onlyIf = {IsDevServicesSupportedByLaunchMode.class, DevServicesConfig.Enabled.class})
class PostgresDevService {

    @BuildStep
    Optional<DevServicesResultBuildItem> postgres(
            LocalTenantConfig config,
            Capabilities capabilities,
            LaunchModeBuildItem launchMode,
            CurateOutcomeBuildItem application) {
        if (!config.enabled()
                || capabilities.isMissing(Capability.AGROAL)
                || ConfigUtils.isPropertyNonEmpty("quarkus.datasource.jdbc.url")) {
            return Optional.empty();
        }
        // Tests begin with an empty database and leave none behind; development goes on where it stopped.
        Optional<Path> data = launchMode.getLaunchMode() == LaunchMode.TEST
                ? Optional.empty()
                : Optional.of(DevelopmentHome.of(config, application).resolve("postgres-dev"));
        return Optional.of(DevServicesResultBuildItem.<EmbeddedPostgresService>owned()
                .feature("postgresql-without-docker")
                .serviceConfig(data.toString())
                .startable(() -> new EmbeddedPostgresService(data))
                .configProvider(Map.of(
                        "quarkus.datasource.jdbc.url", EmbeddedPostgresService::jdbcUrl,
                        "quarkus.datasource.username", postgres -> "postgres",
                        "quarkus.datasource.password", postgres -> "postgres"))
                .build());
    }
}
