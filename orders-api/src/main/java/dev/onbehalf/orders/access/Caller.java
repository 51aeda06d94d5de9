package dev.onbehalf.orders.access;

import java.time.Instant;

/** Who is calling. The key of a user is the pair of tenant and object id, never a name or an address. */
public sealed interface Caller {

    /** Tenant id, a GUID. */
    String tid();

    /** Object id of the user or of the application's service principal, a GUID. */
    String oid();

    /**
     * @param assertion the token the user called with, which the exchange presents to the tenant
     * @param assertionExpiry when that token ends
     * @param handlesChallenges whether the client declared that it can handle claims challenges (cp1)
     */
    record SignedInUser(String tid, String oid, String assertion, Instant assertionExpiry, boolean handlesChallenges)
            implements Caller {

        @Override
        public String toString() {
            return "SignedInUser[" + tid + "/" + oid + "]";
        }
    }

    /** An application calling for itself. */
    record Daemon(String tid, String oid) implements Caller {}
}
