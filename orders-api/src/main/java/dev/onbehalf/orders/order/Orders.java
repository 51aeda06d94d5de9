package dev.onbehalf.orders.order;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** All orders, each seen by its owner only. */
@ApplicationScoped
class Orders implements PanacheRepositoryBase<Order, UUID> {

    private final Clock clock;

    Orders(Clock clock) {
        this.clock = clock;
    }

    /**
     * Places an order once, however often the request arrives: the unique constraint on owner and key lets one insert
     * win, and a second one that arrives meanwhile waits for the first to end.
     */
    @Transactional
    Placement place(Owner.User owner, String idempotencyKey, OrderRequest request) {
        boolean first = insert(owner, idempotencyKey, request);
        Order order = find("tid = ?1 and oid = ?2 and idempotencyKey = ?3", owner.tid(), owner.oid(), idempotencyKey)
                .singleResult();
        if (!first && !order.wasPlacedBy(request)) {
            throw OrderFailure.keyReused();
        }
        return new Placement(order.asPlaced(), !first);
    }

    @Transactional
    OrderAnswer.Page page(Owner owner, int page, int size) {
        PanacheQuery<Order> found = of(owner).page(Page.of(page, size));
        return new OrderAnswer.Page(found.stream().map(Order::asItIs).toList(), page, size, found.count());
    }

    @Transactional
    Optional<OrderAnswer> order(Owner owner, UUID id) {
        return owned(owner, id).map(Order::asItIs);
    }

    @Transactional
    Optional<OrderAnswer> cancel(Owner.User owner, UUID id) {
        Optional<Order> order = find("id = ?1 and tid = ?2 and oid = ?3", id, owner.tid(), owner.oid())
                // An approval that arrives at the same time waits, and then finds the order cancelled.
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
        order.ifPresent(found -> found.cancel(now()));
        return order.map(Order::asItIs);
    }

    private boolean insert(Owner.User owner, String idempotencyKey, OrderRequest request) {
        return getEntityManager()
                        .createNativeQuery("""
                                insert into purchase_order (id, tid, oid, idempotency_key, fingerprint, item, quantity,
                                    unit_price, note, status, placed_at)
                                values (:id, :tid, :oid, :key, :fingerprint, :item, :quantity, :price,
                                    cast(:note as text), 'PLACED', :now)
                                on conflict (tid, oid, idempotency_key) do nothing""")
                        .setParameter("id", UUID.randomUUID())
                        .setParameter("tid", owner.tid())
                        .setParameter("oid", owner.oid())
                        .setParameter("key", idempotencyKey)
                        .setParameter("fingerprint", request.fingerprint())
                        .setParameter("item", request.item())
                        .setParameter("quantity", request.quantity())
                        .setParameter("price", request.price())
                        .setParameter("note", request.note())
                        .setParameter("now", now())
                        .executeUpdate()
                == 1;
    }

    private PanacheQuery<Order> of(Owner owner) {
        String newestFirst = " order by placedAt desc, id";
        return switch (owner) {
            case Owner.User user -> find("tid = ?1 and oid = ?2" + newestFirst, user.tid(), user.oid());
            case Owner.EverybodyOf tenant -> find("tid = ?1" + newestFirst, tenant.tid());
        };
    }

    private Optional<Order> owned(Owner owner, UUID id) {
        return switch (owner) {
            case Owner.User user ->
                find("id = ?1 and tid = ?2 and oid = ?3", id, user.tid(), user.oid())
                        .firstResultOptional();
            case Owner.EverybodyOf tenant ->
                find("id = ?1 and tid = ?2", id, tenant.tid()).firstResultOptional();
        };
    }

    /** PostgreSQL keeps microseconds; what is answered first must be what is read later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** @param replayed whether the order had been placed before under the same key */
    record Placement(OrderAnswer order, boolean replayed) {}
}
