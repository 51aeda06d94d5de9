package dev.onbehalf.orders.order;

import dev.onbehalf.orders.order.Receipts.Found;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/** Sends receipts, one for each key, whatever stops the request in between. */
@ApplicationScoped
class ReceiptByMail {

    private static final Duration BETWEEN_TWO_LOOKS = Duration.ofMillis(100);

    private final Receipts receipts;
    private final Mailbox mailbox;
    private final ReceiptConfig config;

    ReceiptByMail(Receipts receipts, Mailbox mailbox, ReceiptConfig config) {
        this.receipts = receipts;
        this.mailbox = mailbox;
        this.config = config;
    }

    /** @param replayed whether it had been sent before under the same key */
    record Sent(OrderAnswer order, boolean replayed) {}

    /**
     * @param acceptLanguage the request's header, or null: then the user's profile decides
     * @throws dev.onbehalf.orders.problem.ProblemException when nothing is sent, or it is not known
     */
    Sent send(Owner.User owner, UUID orderId, String idempotencyKey, String acceptLanguage) {
        long end = System.nanoTime() + config.patience().toNanos();
        while (true) {
            switch (receipts.begin(owner, orderId, idempotencyKey)) {
                case Found.Begun(OrderAnswer order) -> {
                    deliver(owner, order, idempotencyKey, acceptLanguage);
                    return new Sent(receipts.sent(owner, orderId, idempotencyKey), false);
                }
                case Found.Sent(OrderAnswer order) -> {
                    return new Sent(order, true);
                }
                case Found.UnderWay other -> await(end);
                case Found.Unconfirmed unknown -> throw OrderFailure.receiptUnconfirmed();
            }
        }
    }

    private void deliver(Owner.User owner, OrderAnswer order, String idempotencyKey, String acceptLanguage) {
        try {
            Mailbox.Holder holder = mailbox.holder();
            Language language = Language.accepted(acceptLanguage)
                    .or(() -> Language.accepted(holder.language()))
                    .orElse(Language.ENGLISH);
            ReceiptMail mail = ReceiptMail.of(order, language);
            mailbox.sendToSelf(holder, mail.subject(), mail.html());
        } catch (Mailbox.Unconfirmed unknown) {
            receipts.unconfirmed(owner, idempotencyKey);
            throw unknown.reason();
        } catch (RuntimeException nothingSent) {
            receipts.release(owner, idempotencyKey);
            throw nothingSent;
        }
    }

    private static void await(long end) {
        if (System.nanoTime() > end) {
            throw OrderFailure.receiptUnderWay();
        }
        try {
            Thread.sleep(BETWEEN_TWO_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw OrderFailure.receiptUnderWay();
        }
    }
}
