package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.access.Caller.SignedInUser;
import java.time.Instant;
import java.util.List;

/** Tokens for other APIs, by the user on whose behalf they are. */
interface Exchanges extends AutoCloseable {

    Exchange exchange(SignedInUser user, Resource resource);

    /**
     * Asks the tenant in any case, never the cache, for a token that satisfies a claims challenge.
     *
     * @param claims JSON as a resource or the tenant demanded it
     */
    Exchange exchange(SignedInUser user, Resource resource, String claims);

    /** What is held for the user at this moment, over all sign-ins of that user. */
    List<Held> heldFor(SignedInUser user);

    /** Forgets all of it, also what is on its way. */
    void forget(SignedInUser user);

    /** Forgets the one token of this sign-in for the resource, which no longer accepts it (a CAE 401). */
    void forget(SignedInUser user, Resource resource);

    record Held(Resource resource, ExchangedToken token) {

        Instant expiresAt() {
            return token.expiresAt();
        }
    }
}
