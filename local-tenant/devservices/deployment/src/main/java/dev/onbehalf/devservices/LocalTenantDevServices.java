package dev.onbehalf.devservices;

import static java.util.Map.entry;

import dev.onbehalf.tenant.EntraOptions;
import dev.onbehalf.tenant.StandardSeed;
import io.quarkus.deployment.IsDevServicesSupportedByLaunchMode;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.DevServicesResultBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.dev.devservices.DevServicesConfig;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigUtils;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Gives an application in dev or test a tenant, where none is configured: issuer, addresses, certificate authority and
 * credentials arrive as configuration, so that the application itself knows nothing of a local tenant.
 */
@BuildSteps(onlyIf = {IsDevServicesSupportedByLaunchMode.class, DevServicesConfig.Enabled.class})
class LocalTenantDevServices {

    static final String FEATURE = "local-tenant";

    private static final Map<String, Function<LocalTenantService, String>> CONFIGURATION = Map.ofEntries(
            entry("entra.authority-host", tenant -> tenant.http().toString()),
            entry("entra.token-authority-host", tenant -> tenant.https().toString()),
            entry("entra.sts-host", tenant -> tenant.http() + "/sts"),
            entry("entra.tenant-id", tenant -> StandardSeed.TENANT_ID),
            entry("entra.web-client-id", tenant -> StandardSeed.WEB_CLIENT_ID),
            entry("entra.web-client-secret", tenant -> StandardSeed.WEB_CLIENT_SECRET),
            entry("entra.api-client-id", tenant -> StandardSeed.API_CLIENT_ID),
            entry("entra.api-client-secret", tenant -> StandardSeed.API_CLIENT_SECRET),
            entry("entra.ca-file", tenant -> tenant.caFile().toString()),
            entry("quarkus.tls.local-tenant.trust-store.pem.certs", tenant -> tenant.caFile()
                    .toString()),
            entry("graph.url", tenant -> tenant.http() + "/graph/v1.0"),
            entry("search.url", tenant -> tenant.http() + "/search"),
            entry("chat.url", tenant -> tenant.http() + "/openai/v1"),
            entry("local-tenant.admin-url", tenant -> tenant.admin().toString()));

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    @BuildStep
    Optional<DevServicesResultBuildItem> localTenant(
            LocalTenantConfig config, LaunchModeBuildItem launchMode, CurateOutcomeBuildItem application) {
        if (!config.enabled() || ConfigUtils.isPropertyNonEmpty("entra.tenant-id")) {
            return Optional.empty();
        }
        boolean test = launchMode.getLaunchMode() == LaunchMode.TEST;
        EntraOptions options = test ? EntraOptions.forTests() : shared(config, application);
        return Optional.of(DevServicesResultBuildItem.<LocalTenantService>owned()
                .feature(FEATURE)
                .serviceConfig(options.toString())
                .startable(() -> test ? new OwnLocalTenant(options) : new SharedLocalTenant(options))
                .configProvider(CONFIGURATION)
                .build());
    }

    private static EntraOptions shared(LocalTenantConfig config, CurateOutcomeBuildItem application) {
        return EntraOptions.onPorts(config.httpPort(), config.httpsPort(), config.adminPort())
                .withHome(DevelopmentHome.of(config, application).resolve("local-tenant"));
    }
}
