package dev.onbehalf.orders.access;

/** What a token may be allowed to do here: scopes of the registration, and the app role that stands for one. */
public final class Scopes {

    public static final String ACCESS_AS_USER = "access_as_user";
    public static final String ORDERS_READ = "Orders.Read";
    public static final String ORDERS_READ_WRITE = "Orders.ReadWrite";

    /** App role of a daemon; reads the orders of all users of its tenant. */
    static final String ORDERS_READ_ALL = "Orders.Read.All";

    private Scopes() {}
}
