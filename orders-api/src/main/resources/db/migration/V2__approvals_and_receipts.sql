alter table purchase_order
    -- What the token called the owner; for those who approve to read, never to decide anything.
    add column placed_by       varchar(256),
    add column approved_at     timestamptz(6),
    add column approved_by     uuid,
    add column receipt_sent_at timestamptz(6);

-- Nothing could be approved before this version, but somebody may have done it by hand.
update purchase_order set approved_at = placed_at, approved_by = oid where status = 'APPROVED';

alter table purchase_order
    add constraint approved_by_somebody_at_some_time
        check (case when status = 'APPROVED' then approved_at is not null and approved_by is not null
                    else approved_at is null and approved_by is null end);

create index purchase_order_awaiting_approval on purchase_order (tid, placed_at, id) where status = 'PLACED';

-- One row for each wish to have a receipt, by the key under which it arrived.
create table receipt (
    tid             uuid           not null,
    oid             uuid           not null,
    idempotency_key varchar(64)    not null,
    order_id        uuid           not null references purchase_order (id),
    state           varchar(16)    not null check (state in ('SENDING', 'SENT', 'UNCONFIRMED')),
    begun_at        timestamptz(6) not null,
    sent_at         timestamptz(6) check ((state = 'SENT') = (sent_at is not null)),
    -- Of two requests with one key one sends; the other one sees what becomes of it.
    primary key (tid, oid, idempotency_key)
);

create index receipt_of_order on receipt (order_id);
