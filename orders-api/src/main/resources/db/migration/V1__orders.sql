-- An order belongs to (tid, oid): the tenant and the object id of the user. Names and addresses change; this pair does not.
create table purchase_order (
    id              uuid           primary key,
    tid             uuid           not null,
    oid             uuid           not null,
    idempotency_key varchar(64)    not null,
    fingerprint     char(64)       not null,
    item            varchar(120)   not null,
    quantity        integer        not null check (quantity between 1 and 999),
    unit_price      numeric(7, 2)  not null check (unit_price between 0.01 and 99999.99),
    note            varchar(500),
    status          varchar(16)    not null check (status in ('PLACED', 'APPROVED', 'CANCELLED')),
    placed_at       timestamptz(6) not null,
    cancelled_at    timestamptz(6),
    -- Two requests that race with one key: the second insert waits for the first and then does nothing.
    constraint one_order_per_idempotency_key unique (tid, oid, idempotency_key)
);

create index purchase_order_newest_first on purchase_order (tid, oid, placed_at desc, id);
