package dev.onbehalf.orders.order;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

/** One wish of a user to have the receipt of an order by e-mail. */
@Entity
@Table(name = "receipt")
class Receipt {

    enum State {
        SENDING,
        SENT,
        /** Graph was asked, but its answer never came. */
        UNCONFIRMED
    }

    @Embeddable
    record Key(
            UUID tid,
            UUID oid,
            @Column(name = "idempotency_key") String idempotencyKey) implements Serializable {}

    @EmbeddedId
    private Key key;

    @Column(name = "order_id", updatable = false)
    private UUID orderId;

    @Enumerated(EnumType.STRING)
    @Column(length = 16)
    private State state;

    @Column(name = "begun_at", updatable = false)
    private Instant begunAt;

    @Column(name = "sent_at")
    private Instant sentAt;

    /** For Hibernate. */
    protected Receipt() {}

    UUID orderId() {
        return orderId;
    }

    State state() {
        return state;
    }

    Instant begunAt() {
        return begunAt;
    }

    Instant sentAt() {
        return sentAt;
    }

    void sent(Instant now) {
        state = State.SENT;
        sentAt = now;
    }

    void unconfirmed() {
        state = State.UNCONFIRMED;
    }
}
