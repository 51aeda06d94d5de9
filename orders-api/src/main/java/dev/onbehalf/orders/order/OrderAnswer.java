package dev.onbehalf.orders.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An order as it is sent.
 *
 * @param placedBy display name of the user when the order was placed, if the token told it
 * @param mine whether the reader placed it
 * @param receiptSentAt when a receipt was e-mailed last
 * @param stepUp whether approving it needs an authentication context
 */
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
        Instant cancelledAt,
        Instant approvedAt,
        String placedBy,
        boolean mine,
        Instant receiptSentAt,
        boolean stepUp) {

    OrderAnswer withReceiptSentAt(Instant sentAt) {
        return new OrderAnswer(
                id,
                item,
                quantity,
                unitPrice,
                total,
                currency,
                note,
                status,
                placedAt,
                cancelledAt,
                approvedAt,
                placedBy,
                mine,
                sentAt,
                stepUp);
    }

    /** @param page zero-based; {@code total} counts the orders of all pages */
    @Schema(name = "Orders")
    record Page(List<OrderAnswer> orders, int page, int size, long total) {}
}
