package dev.onbehalf.orders.order;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "orders.receipt")
interface ReceiptConfig {

    /** How long a request waits for another one that is sending with the same key. */
    @WithDefault("10s")
    Duration patience();
}
