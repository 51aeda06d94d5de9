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

    @Column(name = "approved_at")
    private Instant approvedAt;

    @Column(name = "approved_by")
    private UUID approvedBy;

    @Column(name = "placed_by", updatable = false, length = 256)
    private String placedBy;

    @Column(name = "receipt_sent_at")
    private Instant receiptSentAt;

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

    /**
     * Approving twice is approving once: the first moment stays.
     *
     * @throws dev.onbehalf.orders.problem.ProblemException when the order is the approver's own or cancelled, or when the
     *     sign-in is not strong enough for its total
     */
    void approve(Approver approver, ApprovalPolicy policy, Instant now) {
        if (oid.equals(approver.oid())) {
            throw OrderFailure.own();
        }
        switch (status) {
            case PLACED -> {
                policy.check(total(), approver);
                status = OrderStatus.APPROVED;
                approvedAt = now;
                approvedBy = approver.oid();
            }
            case APPROVED -> {}
            case CANCELLED -> throw OrderFailure.cancelled(id);
        }
    }

    void receiptSent(Instant at) {
        receiptSentAt = at;
    }

    OrderAnswer asItIs(UUID reader, ApprovalPolicy policy) {
        return answer(status, cancelledAt, approvedAt, receiptSentAt, reader, policy);
    }

    /** As it was answered when it was placed, whatever became of it since. */
    OrderAnswer asPlaced(ApprovalPolicy policy) {
        return answer(OrderStatus.PLACED, null, null, null, oid, policy);
    }

    private OrderAnswer answer(
            OrderStatus status,
            Instant cancelledAt,
            Instant approvedAt,
            Instant receiptSentAt,
            UUID reader,
            ApprovalPolicy policy) {
        return new OrderAnswer(
                id,
                item,
                quantity,
                unitPrice,
                total(),
                "EUR",
                note,
                status,
                placedAt,
                cancelledAt,
                approvedAt,
                placedBy,
                oid.equals(reader),
                receiptSentAt,
                policy.needsStepUp(total()));
    }

    private BigDecimal total() {
        return unitPrice.multiply(BigDecimal.valueOf(quantity));
    }
}
