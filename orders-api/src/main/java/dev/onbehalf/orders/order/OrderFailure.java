package dev.onbehalf.orders.order;

import dev.onbehalf.orders.problem.ProblemException;
import dev.onbehalf.orders.problem.ProblemType;
import java.time.Duration;
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

    static ProblemException cancelled(UUID id) {
        return new ProblemException(
                ProblemType.ORDER_CANCELLED, "The order " + id + " has been cancelled and can no longer be approved.");
    }

    static ProblemException own() {
        return new ProblemException(ProblemType.OWN_ORDER, "You placed this order; somebody else has to approve it.");
    }

    static ProblemException keyReused() {
        return new ProblemException(
                ProblemType.IDEMPOTENCY_KEY_REUSED,
                "An order with other values was already placed under this Idempotency-Key.");
    }

    static ProblemException keyOfAnotherReceipt() {
        return new ProblemException(
                ProblemType.IDEMPOTENCY_KEY_REUSED,
                "The receipt of another order was already asked for under this Idempotency-Key.");
    }

    static ProblemException receiptUnderWay() {
        return new ProblemException(
                        ProblemType.RECEIPT_UNDER_WAY, "Another request with this Idempotency-Key is sending it now.")
                .retryAfter(Duration.ofSeconds(5));
    }

    static ProblemException receiptUnconfirmed() {
        return new ProblemException(
                ProblemType.RECEIPT_UNCONFIRMED,
                "Microsoft Graph was asked to send it under this Idempotency-Key, but its answer never came.");
    }
}
