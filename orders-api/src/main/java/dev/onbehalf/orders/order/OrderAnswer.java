package dev.onbehalf.orders.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An order as it is sent. */
@Schema(name = "Order")
record OrderAnswer(
        UUID id,
        String item,
        int quantity,
        BigDecimal unitPrice,
        BigDecimal total,
        String currency,
        String note,
        OrderStatus status,
        Instant placedAt,
        Instant cancelledAt) {

    /** @param page zero-based; {@code total} counts the orders of all pages */
    @Schema(name = "Orders")
    record Page(List<OrderAnswer> orders, int page, int size, long total) {}
}
