package dev.onbehalf.tenant.token;

import dev.onbehalf.tenant.policy.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * How and when somebody signed in. Travels inside codes and refresh tokens, so all tokens of a sign-in agree.
 *
 * @param sessionId {@code sid}
 * @param methods {@code amr}: {@code pwd}, {@code mfa}, …
 * @param contexts authentication contexts that were satisfied, {@code acrs}
 */
public record SignIn(
        String tenantId, String oid, String sessionId, Instant at, List<String> methods, Set<String> contexts) {
    public SignIn {
        methods = List.copyOf(methods);
        contexts = contexts == null ? Set.of() : Set.copyOf(contexts);
    }

    public Evidence evidence() {
        return new Evidence(methods, contexts, at);
    }
}
