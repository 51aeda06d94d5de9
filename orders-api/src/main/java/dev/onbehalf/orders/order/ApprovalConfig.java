package dev.onbehalf.orders.order;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;

@ConfigMapping(prefix = "orders.approval")
interface ApprovalConfig {

    /** EUR. Approving an order of more than this needs the authentication context. */
    @WithDefault("1000.00")
    BigDecimal stepUpAbove();

    /** What Conditional Access calls the context: c1 to c99. */
    @WithDefault("c1")
    String authenticationContext();
}
