package dev.onbehalf.problem;

import java.util.Locale;

/** Who can make a problem go away. */
public enum Actor {
    USER,
    DEVELOPER,
    ADMINISTRATOR;

    /** As it stands in a problem document. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
