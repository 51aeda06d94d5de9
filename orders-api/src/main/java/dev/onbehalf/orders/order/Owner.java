package dev.onbehalf.orders.order;

import dev.onbehalf.orders.access.Caller;
import dev.onbehalf.orders.access.Caller.Daemon;
import dev.onbehalf.orders.access.Caller.SignedInUser;
import java.util.UUID;

/** Whose orders are meant: one user's, or those of all users of a tenant. */
sealed interface Owner {

    UUID tid();

    /** Object id of whoever asks. */
    UUID reader();

    record User(UUID tid, UUID oid) implements Owner {

        @Override
        public UUID reader() {
            return oid;
        }
    }

    /** What a daemon reads, and who approves. */
    record EverybodyOf(UUID tid, UUID reader) implements Owner {}

    static Owner of(Caller caller) {
        return switch (caller) {
            case SignedInUser user -> user(user);
            case Daemon daemon -> everybody(daemon);
        };
    }

    static User user(SignedInUser user) {
        return new User(UUID.fromString(user.tid()), UUID.fromString(user.oid()));
    }

    static EverybodyOf everybody(Caller reader) {
        return new EverybodyOf(UUID.fromString(reader.tid()), UUID.fromString(reader.oid()));
    }
}
