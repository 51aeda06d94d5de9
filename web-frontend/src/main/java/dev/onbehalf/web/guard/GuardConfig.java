package dev.onbehalf.web.guard;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of what a request may bring. */
@ConfigMapping(prefix = "request")
public interface GuardConfig {

    /** All header lines together. Quarkus' own limit is larger, so that this one can be explained by a page. */
    @WithDefault("16K")
    MemorySize headerLimit();

    /** Path and query. Entra's codes are about 1.5 KiB long. */
    @WithDefault("8K")
    MemorySize addressLimit();

    /** The largest form of ours has some 2 KiB. */
    @WithDefault("64K")
    MemorySize bodyLimit();
}
