package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.access.Caller.SignedInUser;
import java.time.Instant;
import java.util.List;

/** Tokens for other APIs, by the user on whose behalf they are. */
interface Exchanges {

    Exchange exchange(SignedInUser user, Resource resource);

    /** What is held for the user at this moment, over all sign-ins of that user. */
    List<Held> heldFor(SignedInUser user);

    /** Forgets all of it, also what is on its way. */
    void forget(SignedInUser user);

    record Held(Resource resource, ExchangedToken token) {

        Instant expiresAt() {
            return token.expiresAt();
        }
    }
}
