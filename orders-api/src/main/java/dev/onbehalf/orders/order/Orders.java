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

/** All orders. Each is seen by its owner, by who may approve, and by daemons that may read everything. */
@ApplicationScoped
class Orders implements PanacheRepositoryBase<Order, UUID> {

    private final Clock clock;
    private final ApprovalPolicy policy;

    Orders(Clock clock, ApprovalPolicy policy) {
        this.clock = clock;
        this.policy = policy;
    }

    /**
     * Places an order once, however often the request arrives: the unique constraint on owner and key lets one insert
     * win, and a second one that arrives meanwhile waits for the first to end.
     *
     * @param placedBy what people call the owner, or null
     */
    @Transactional
    Placement place(Owner.User owner, String placedBy, String idempotencyKey, OrderRequest request) {
        boolean first = insert(owner, placedBy, idempotencyKey, request);
        Order order = find("tid = ?1 and oid = ?2 and idempotencyKey = ?3", owner.tid(), owner.oid(), idempotencyKey)
                .singleResult();
        if (!first && !order.wasPlacedBy(request)) {
            throw OrderFailure.keyReused();
        }
        return new Placement(order.asPlaced(policy), !first);
    }

    @Transactional
    OrderAnswer.Page page(Owner owner, int page, int size) {
        return answers(of(owner), owner, page, size);
    }

    /** What others of the tenant have placed and nobody has decided on, the longest waiting first. */
    @Transactional
    OrderAnswer.Page awaitingApproval(Approver approver, int page, int size) {
        PanacheQuery<Order> waiting = find(
                "tid = ?1 and oid <> ?2 and status = ?3 order by placedAt, id",
                approver.tid(),
                approver.oid(),
                OrderStatus.PLACED);
        return answers(waiting, new Owner.EverybodyOf(approver.tid(), approver.oid()), page, size);
    }

    @Transactional
    Optional<OrderAnswer> order(Owner owner, UUID id) {
        return owned(owner, id).map(order -> order.asItIs(owner.reader(), policy));
    }

    @Transactional
    Optional<OrderAnswer> cancel(Owner.User owner, UUID id) {
        // An approval that arrives at the same time waits, and then finds the order cancelled.
        Optional<Order> order = locked(owner, id);
        order.ifPresent(found -> found.cancel(now()));
        return order.map(found -> found.asItIs(owner.reader(), policy));
    }

    /** Of two approvals at once, or an approval and a cancellation, the second waits and finds what the first did. */
    @Transactional
    Optional<OrderAnswer> approve(Approver approver, UUID id) {
        Optional<Order> order = find("id = ?1 and tid = ?2", id, approver.tid())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
        order.ifPresent(found -> found.approve(approver, policy, now()));
        return order.map(found -> found.asItIs(approver.oid(), policy));
    }

    @Transactional
    OrderAnswer receiptSent(Owner.User owner, UUID id, Instant at) {
        Order order = locked(owner, id).orElseThrow(OrderFailure::notFound);
        order.receiptSent(at);
        return order.asItIs(owner.reader(), policy);
    }

    /** Changes of one order wait for each other. */
    private Optional<Order> locked(Owner.User owner, UUID id) {
        return find("id = ?1 and tid = ?2 and oid = ?3", id, owner.tid(), owner.oid())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    private OrderAnswer.Page answers(PanacheQuery<Order> all, Owner owner, int page, int size) {
        PanacheQuery<Order> found = all.page(Page.of(page, size));
        return new OrderAnswer.Page(
                found.stream()
                        .map(order -> order.asItIs(owner.reader(), policy))
                        .toList(),
                page,
                size,
                found.count());
    }

    private boolean insert(Owner.User owner, String placedBy, String idempotencyKey, OrderRequest request) {
        return getEntityManager()
                        .createNativeQuery("""
                                insert into purchase_order (id, tid, oid, idempotency_key, fingerprint, item, quantity,
                                    unit_price, note, status, placed_at, placed_by)
                                values (:id, :tid, :oid, :key, :fingerprint, :item, :quantity, :price,
                                    cast(:note as text), 'PLACED', :now, cast(:placedBy as text))
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
                        .setParameter("placedBy", placedBy)
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
