package dev.onbehalf.problem;

/**
 * One entry of the catalogue.
 *
 * @param title what happened
 * @param cause why, in plain words
 * @param remedy what the actor does, and where
 * @param command the same by the Azure CLI; empty where it cannot be done so
 */
public record Explanation(String title, Actor actor, String cause, String remedy, String command) {

    /** All that there is to do, in one text. */
    public String fullRemedy() {
        return command.isEmpty() ? remedy : remedy + " Command: " + command;
    }
}
