package dev.onbehalf.web.order;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;

/** An order as orders-api tells it. Amounts are in {@code currency}; {@code cancelledAt} and {@code note} may be null. */
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
        Instant cancelledAt) {

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
