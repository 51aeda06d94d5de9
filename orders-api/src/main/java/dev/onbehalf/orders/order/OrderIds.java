package dev.onbehalf.orders.order;

import dev.onbehalf.orders.problem.Problem.FieldError;
import dev.onbehalf.orders.problem.ProblemException;
import dev.onbehalf.orders.problem.ProblemType;
import java.util.List;
import java.util.UUID;

/** The ids of orders as they stand in paths. */
final class OrderIds {

    private OrderIds() {}

    static UUID parse(String id) {
        // UUID.fromString alone takes 1-1-1-1-1 too.
        if (!id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw new ProblemException(ProblemType.PARAMETER_INVALID, "The id of an order is a UUID.")
                    .errors(List.of(new FieldError("id", "must be a UUID")));
        }
        return UUID.fromString(id);
    }
}
