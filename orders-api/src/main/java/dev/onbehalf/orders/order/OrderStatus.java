package dev.onbehalf.orders.order;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What has become of an order. */
public enum OrderStatus {
    PLACED,
    APPROVED,
    CANCELLED;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
