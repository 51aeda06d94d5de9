package dev.onbehalf.tenant.policy;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What is known about a sign-in when a policy looks at it.
 *
 * @param methods {@code pwd}, {@code mfa}
 * @param contexts authentication contexts that were satisfied
 */
public record Evidence(List<String> methods, Set<String> contexts, Instant signedInAt) {
    public boolean secondFactor() {
        return methods.contains("mfa");
    }
}
