package dev.onbehalf.orders.onbehalfof;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "on-behalf-of")
interface OnBehalfOfConfig {

    /** How long before its end an exchanged token is no longer used. */
    @WithDefault("60s")
    Duration expirySkew();

    /** What the held tokens may take together. */
    @WithDefault("64M")
    MemorySize cacheSize();

    /** How long a request waits for the tenant, all in all. */
    @WithDefault("15s")
    Duration patience();
}
