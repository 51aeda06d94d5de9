package dev.onbehalf.orders.order;

import dev.onbehalf.orders.problem.ProblemException;
import dev.onbehalf.orders.problem.ProblemType;
import java.util.UUID;

/** What can go wrong with an order. */
final class OrderFailure {

    private OrderFailure() {}

    /** The same for an order that does not exist and for somebody else's: ids are not to be tried out. */
    static ProblemException notFound() {
        return new ProblemException(ProblemType.ORDER_NOT_FOUND, "You have no order with this id.");
    }

    static ProblemException noLongerCancellable(UUID id) {
        return new ProblemException(
                ProblemType.ORDER_NOT_CANCELLABLE,
                "The order " + id + " has been approved and can no longer be cancelled.");
    }

    static ProblemException keyReused() {
        return new ProblemException(
                ProblemType.IDEMPOTENCY_KEY_REUSED,
                "An order with other values was already placed under this Idempotency-Key.");
    }
}
