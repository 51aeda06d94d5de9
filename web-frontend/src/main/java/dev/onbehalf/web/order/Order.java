package dev.onbehalf.web.order;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;

/**
 * An order as orders-api tells it. Amounts are in {@code currency}; {@code note} and what has not happened yet are null.
 *
 * @param placedBy the name of the person, as it was then; may be null
 * @param mine whether the signed-in person placed it; an API that does not say shows nobody else's
 * @param stepUp whether approving it takes more than the sign-in
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Order(
        String id,
        String item,
        int quantity,
        BigDecimal unitPrice,
        BigDecimal total,
        String currency,
        String note,
        Status status,
        Instant placedAt,
        Instant approvedAt,
        Instant cancelledAt,
        Instant receiptSentAt,
        String placedBy,
        Boolean mine,
        boolean stepUp) {

    public Order {
        mine = mine == null || mine;
    }

    /** Where an order stands. */
    public enum Status {
        @JsonProperty("placed")
        PLACED,
        @JsonProperty("approved")
        APPROVED,
        @JsonProperty("cancelled")
        CANCELLED;

        /** The word on the wire, which the stylesheet uses too. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
