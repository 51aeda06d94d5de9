package dev.onbehalf.orders.order;

import dev.onbehalf.orders.problem.Problem.FieldError;
import dev.onbehalf.orders.problem.ProblemException;
import dev.onbehalf.orders.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;

/** Which part of a list is wanted. @param page zero-based */
record Rows(int page, int size) {

    private static final int LARGEST_PAGE = 100;
    /** Deep pages cost the database what they skip. */
    private static final int DEEPEST_ROW = 100_000;

    /** @throws ProblemException naming each parameter that is no number or out of range */
    static Rows of(String page, String size) {
        List<FieldError> errors = new ArrayList<>();
        int rows = number("size", size, 1, LARGEST_PAGE, errors);
        int wanted = number("page", page, 0, DEEPEST_ROW / Math.max(1, rows), errors);
        if (!errors.isEmpty()) {
            throw new ProblemException(ProblemType.PARAMETER_INVALID, "The page asked for does not exist.")
                    .errors(errors);
        }
        return new Rows(wanted, rows);
    }

    private static int number(String name, String value, int least, int most, List<FieldError> errors) {
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
}
