package dev.onbehalf.orders.search;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

@ConfigMapping(prefix = "search")
interface SearchConfig {

    /** {@code https://<service>.search.windows.net}; unset where there is no product search. */
    Optional<URI> url();

    /** Name of the index of products. */
    @WithDefault("products")
    String index();
}
