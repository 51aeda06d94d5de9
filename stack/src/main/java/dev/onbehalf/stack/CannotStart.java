package dev.onbehalf.stack;

/** Something that the person at the keyboard can mend; the message says what it is and how. */
public final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotStart(String message) {
        super(message);
    }

    CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
