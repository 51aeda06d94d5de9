package dev.onbehalf.devservices;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The Dev Service of the local tenant. It is off as soon as {@code entra.tenant-id} names a real tenant. */
@ConfigMapping(prefix = "quarkus.local-tenant")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
interface LocalTenantConfig {

    /** Whether dev and test start or join a local tenant when no tenant is configured. */
    @WithDefault("true")
    boolean enabled();

    /** Where keys, certificate authority and development databases are kept in dev. Default: {@code .onbehalf} in the checkout. */
    Optional<String> home();

    /** Port for browsers in dev, without encryption; tests take a free one. */
    @WithDefault("8480")
    int httpPort();

    /** Port for libraries that insist on https in dev; tests take a free one. */
    @WithDefault("8481")
    int httpsPort();

    /** Port of the admin API in dev; tests take a free one. */
    @WithDefault("8490")
    int adminPort();
}
