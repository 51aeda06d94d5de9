package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.access.Caller.SignedInUser;
import io.opentelemetry.context.Context;

/** Who exchanges tokens. */
interface Tenant {

    Exchange exchange(Wish wish);

    /**
     * One exchange that is wanted.
     *
     * @param claims JSON of a claims challenge, or null
     * @param correlationId a GUID, under which the tenant logs the exchange
     * @param trace the span the exchange is part of
     */
    record Wish(SignedInUser user, Resource resource, String claims, String correlationId, Context trace) {

        Wish within(Context span) {
            return new Wish(user, resource, claims, correlationId, span);
        }
    }
}
