package dev.onbehalf.orders.order;

import dev.onbehalf.orders.order.Receipt.Key;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * Who sends which receipt, so that each key sends one. The primary key lets one request begin; no transaction stays open
 * while Graph is asked.
 */
@ApplicationScoped
class Receipts implements PanacheRepositoryBase<Receipt, Key> {

    /** Longer than any request lasts: whoever began before this will not end any more. */
    private static final Duration LONGEST_SENDING = Duration.ofMinutes(2);

    private final Orders orders;
    private final Clock clock;

    Receipts(Orders orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    /** What a request with a key finds. */
    sealed interface Found {

        /** Nobody was here before: this request sends it. */
        record Begun(OrderAnswer order) implements Found {}

        /** It was sent under this key. */
        record Sent(OrderAnswer order) implements Found {}

        /** Another request is at it, or gave up just now. */
        record UnderWay() implements Found {}

        record Unconfirmed() implements Found {}
    }

    /** @throws dev.onbehalf.orders.problem.ProblemException when it is not the user's order, or not the key's */
    @Transactional
    Found begin(Owner.User owner, UUID orderId, String idempotencyKey) {
        OrderAnswer order = orders.order(owner, orderId).orElseThrow(OrderFailure::notFound);
        if (insert(owner, orderId, idempotencyKey)) {
            return new Found.Begun(order);
        }
        Optional<Receipt> before = findByIdOptional(key(owner, idempotencyKey));
        if (before.isEmpty()) {
            return new Found.UnderWay();
        }
        Receipt receipt = before.get();
        if (!receipt.orderId().equals(orderId)) {
            throw OrderFailure.keyOfAnotherReceipt();
        }
        return switch (receipt.state()) {
            case SENT -> new Found.Sent(order.withReceiptSentAt(receipt.sentAt()));
            case UNCONFIRMED -> new Found.Unconfirmed();
            case SENDING ->
                receipt.begunAt().isBefore(now().minus(LONGEST_SENDING))
                        ? new Found.Unconfirmed()
                        : new Found.UnderWay();
        };
    }

    @Transactional
    OrderAnswer sent(Owner.User owner, UUID orderId, String idempotencyKey) {
        Instant now = now();
        findById(key(owner, idempotencyKey)).sent(now);
        return orders.receiptSent(owner, orderId, now);
    }

    /** Surely nothing was sent: the key can be used again. */
    @Transactional
    void release(Owner.User owner, String idempotencyKey) {
        deleteById(key(owner, idempotencyKey));
    }

    @Transactional
    void unconfirmed(Owner.User owner, String idempotencyKey) {
        findById(key(owner, idempotencyKey)).unconfirmed();
    }

    private boolean insert(Owner.User owner, UUID orderId, String idempotencyKey) {
        return getEntityManager()
                        .createNativeQuery("""
                                insert into receipt (tid, oid, idempotency_key, order_id, state, begun_at)
                                values (:tid, :oid, :key, :order, 'SENDING', :now)
                                on conflict (tid, oid, idempotency_key) do nothing""")
                        .setParameter("tid", owner.tid())
                        .setParameter("oid", owner.oid())
                        .setParameter("key", idempotencyKey)
                        .setParameter("order", orderId)
                        .setParameter("now", now())
                        .executeUpdate()
                == 1;
    }

    private static Key key(Owner.User owner, String idempotencyKey) {
        return new Key(owner.tid(), owner.oid(), idempotencyKey);
    }

    /** PostgreSQL keeps microseconds; what is answered first must be what is read later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
