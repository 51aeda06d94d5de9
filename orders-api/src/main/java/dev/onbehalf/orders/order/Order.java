package dev.onbehalf.orders.order;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A purchase request of one user. Amounts are in EUR. */
@Entity
@Table(name = "purchase_order")
class Order {

    @Id
    private UUID id;

    @Column(updatable = false)
    private UUID tid;

    @Column(updatable = false)
    private UUID oid;

    @Column(updatable = false, length = 120)
    private String item;

    @Column(updatable = false)
    private int quantity;

    @Column(name = "unit_price", updatable = false, precision = 7, scale = 2)
    private BigDecimal unitPrice;

    @Column(updatable = false, length = 500)
    private String note;

    @Enumerated(EnumType.STRING)
    @Column(length = 16)
    private OrderStatus status;

    @Column(name = "placed_at", updatable = false)
    private Instant placedAt;

    @Column(name = "cancelled_at")
    private Instant cancelledAt;

    @Column(name = "idempotency_key", updatable = false, length = 64)
    private String idempotencyKey;

    @JdbcTypeCode(SqlTypes.CHAR)
    @Column(updatable = false, length = 64)
    private String fingerprint;

    /** For Hibernate. */
    protected Order() {}

    UUID id() {
        return id;
    }

    boolean wasPlacedBy(OrderRequest request) {
        return fingerprint.equals(request.fingerprint());
    }

    /** Cancelling twice is cancelling once. */
    void cancel(Instant now) {
        switch (status) {
            case PLACED -> {
                status = OrderStatus.CANCELLED;
                cancelledAt = now;
            }
            case CANCELLED -> {}
            case APPROVED -> throw OrderFailure.noLongerCancellable(id);
        }
    }

    OrderAnswer asItIs() {
        return new OrderAnswer(id, item, quantity, unitPrice, total(), "EUR", note, status, placedAt, cancelledAt);
    }

    /** As it was answered when it was placed, whatever became of it since. */
    OrderAnswer asPlaced() {
        return new OrderAnswer(id, item, quantity, unitPrice, total(), "EUR", note, OrderStatus.PLACED, placedAt, null);
    }

    private BigDecimal total() {
        return unitPrice.multiply(BigDecimal.valueOf(quantity));
    }
}
