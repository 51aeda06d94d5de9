package dev.onbehalf.orders.problem;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who can make a problem go away. */
public enum Actor {
    USER,
    DEVELOPER,
    ADMINISTRATOR;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
