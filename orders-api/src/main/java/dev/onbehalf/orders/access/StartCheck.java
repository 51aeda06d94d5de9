package dev.onbehalf.orders.access;

import java.util.Optional;

/** Something that must be right before anything is served. */
public interface StartCheck {

    /** Why the start is refused, and what to do about it; empty when it is not. */
    Optional<String> refusal();

    /** One line for the log once the start is not refused; nothing secret in it. */
    String started();
}
