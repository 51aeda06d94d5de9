package dev.onbehalf.orders.order;

import dev.onbehalf.orders.access.Caller.SignedInUser;
import java.util.Set;
import java.util.UUID;

/** Who approves. @param contexts authentication contexts that the sign-in has satisfied */
record Approver(UUID tid, UUID oid, Set<String> contexts) {

    static Approver of(SignedInUser user, Set<String> contexts) {
        return new Approver(UUID.fromString(user.tid()), UUID.fromString(user.oid()), contexts);
    }
}
