package dev.onbehalf.orders.access;

/**
 * App roles of users, which an administrator assigns. Kept apart from {@link Scopes}: a scope says what the client may do
 * for the user, a role what the user may do at all.
 */
public final class Roles {

    public static final String ORDERS_APPROVE = "Orders.Approve";

    static final String KIND = "role";

    /** For {@code @PermissionsAllowed}: a kind of its own, so that no scope of the same name can stand for the role. */
    public static final String MAY_APPROVE = KIND + ":" + ORDERS_APPROVE;

    private Roles() {}
}
