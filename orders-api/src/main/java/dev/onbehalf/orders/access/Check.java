package dev.onbehalf.orders.access;

/**
 * One of the eight checks and its result.
 *
 * @param detail what was found, in words that may be shown to the caller
 */
public record Check(String name, boolean passed, String detail) {

    static Check of(String name, boolean passed, String whenPassed, String whenFailed) {
        return new Check(name, passed, passed ? whenPassed : whenFailed);
    }
}
