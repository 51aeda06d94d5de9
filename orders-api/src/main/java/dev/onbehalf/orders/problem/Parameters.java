package dev.onbehalf.orders.problem;

import dev.onbehalf.orders.problem.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;

/** Reads the parameters of a request, and remembers all that is wrong with them, so that the caller is told at once. */
public final class Parameters {

    private final List<FieldError> errors = new ArrayList<>();

    /** @return the number, or {@code least} when it is none or out of range */
    public int number(String name, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of range.
        }
        errors.add(new FieldError(name, "must be a whole number from " + least + " to " + most));
        return least;
    }

    /**
     * @param value may be null
     * @param longest in characters of Unicode
     * @return the text without blanks around it; empty when there is none
     */
    public String text(String name, String value, int longest) {
        String given = value == null ? "" : value.strip();
        if (given.codePointCount(0, given.length()) > longest) {
            errors.add(new FieldError(name, "must be at most " + longest + " characters"));
        }
        if (given.chars().anyMatch(Character::isISOControl)) {
            errors.add(new FieldError(name, "must not have control characters"));
        }
        return given;
    }

    /** @throws ProblemException naming each parameter that was wrong, when any was */
    public void check(String detail) {
        if (!errors.isEmpty()) {
            throw new ProblemException(ProblemType.PARAMETER_INVALID, detail).errors(errors);
        }
    }
}
