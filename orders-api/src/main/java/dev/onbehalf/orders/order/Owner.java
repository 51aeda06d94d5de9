package dev.onbehalf.orders.order;

import dev.onbehalf.orders.access.Caller;
import dev.onbehalf.orders.access.Caller.Daemon;
import dev.onbehalf.orders.access.Caller.SignedInUser;
import java.util.UUID;

/** Whose orders are meant: one user's, or for a daemon those of all users of its tenant. */
sealed interface Owner {

    UUID tid();

    record User(UUID tid, UUID oid) implements Owner {}

    record EverybodyOf(UUID tid) implements Owner {}

    static Owner of(Caller caller) {
        return switch (caller) {
            case SignedInUser user -> user(user);
            case Daemon daemon -> new EverybodyOf(UUID.fromString(daemon.tid()));
        };
    }

    static User user(SignedInUser user) {
        return new User(UUID.fromString(user.tid()), UUID.fromString(user.oid()));
    }
}
