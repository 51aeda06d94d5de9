package dev.onbehalf.tenant.token;

import dev.onbehalf.tenant.http.Form;
import dev.onbehalf.tenant.keys.Jwt;
import java.util.Map;
import java.util.Optional;

/** What a client brings to get tokens for. */
interface Grant {
    /** The members of the answer, in order. */
    Map<String, Object> redeem(TokenRequest request, GrantContext context);

    /** The tenant that the grant itself knows, for requests to {@code /common} and {@code /organizations}. */
    default Optional<String> carriedTenant(Form form) {
        return Optional.empty();
    }

    /** What grants report about themselves to the audit. */
    interface GrantContext {
        void user(String oid);

        void assertion(Jwt assertion);
    }
}
