package dev.onbehalf.orders.order;

import dev.onbehalf.orders.problem.Parameters;
import dev.onbehalf.orders.problem.ProblemException;

/** Which part of a list is wanted. @param page zero-based */
record Rows(int page, int size) {

    private static final int LARGEST_PAGE = 100;
    /** Deep pages cost the database what they skip. */
    private static final int DEEPEST_ROW = 100_000;

    /** @throws ProblemException naming each parameter that is no number or out of range */
    static Rows of(String page, String size) {
        Parameters parameters = new Parameters();
        int rows = parameters.number("size", size, 1, LARGEST_PAGE);
        int wanted = parameters.number("page", page, 0, DEEPEST_ROW / rows);
        parameters.check("The page asked for does not exist.");
        return new Rows(wanted, rows);
    }
}
