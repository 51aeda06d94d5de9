package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.problem.ProblemType;
import java.time.Duration;

/** How the tenant answered the wish to act on behalf of a user. */
sealed interface Exchange {

    record Granted(ExchangedToken token) implements Exchange {}

    /** More is wanted of the user (MFA, authentication context). @param claims JSON for the next sign-in */
    record Challenge(String claims, Integer aadsts) implements Exchange {}

    /** Nobody has consented to the scope for this API. */
    record ConsentNeeded(Integer aadsts) implements Exchange {}

    /** The caller's token ran out or was revoked between our check and the tenant's. */
    record AssertionRefused(Integer aadsts) implements Exchange {}

    /** @param type how the caller is told */
    record Refused(ProblemType type, Integer aadsts) implements Exchange {

        /** Whether the registration or credential of this API is at fault, rather than the caller or the user's rights. */
        boolean ours() {
            return type.status() == 500;
        }
    }

    /** No answer, or one that says later. */
    record Unavailable(Duration retryAfter, Integer aadsts) implements Exchange {

        Unavailable(Duration retryAfter) {
            this(retryAfter, null);
        }
    }
}
