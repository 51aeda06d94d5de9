package dev.onbehalf.tenant.policy;

import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.error.EntraError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Who needs what for which resource.
 *
 * @param user object id, or {@code *} for everybody
 * @param resource client id, or {@code *} for every resource
 * @param detail what follows the colon of the requirement, or null
 */
public record Policy(String user, String resource, Requirement requirement, String detail) {
    public static final String EVERY = "*";

    /** @param require e.g. {@code mfa}, {@code block}, {@code acrs:c1}; nothing when it makes no sense */
    static Optional<Policy> of(String user, String resource, String require) {
        int colon = require.indexOf(':');
        String detail = colon < 0 ? null : require.substring(colon + 1);
        return Requirement.named(colon < 0 ? require : require.substring(0, colon))
                .filter(requirement -> requirement.understands(detail))
                .map(requirement -> new Policy(user, resource, requirement, detail));
    }

    /** Derived, so that a challenge stays good when another process takes over. */
    public String id() {
        String name = user + "/" + resource + "/" + require();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    public String require() {
        return detail == null ? requirement.word() : requirement.word() + ":" + detail;
    }

    /** The authentication context that is required, if one is. */
    public Optional<String> context() {
        return requirement == Requirement.CONTEXT ? Optional.of(detail) : Optional.empty();
    }

    boolean concerns(String oid, String resourceId) {
        return (user.equals(EVERY) || user.equals(oid)) && (resource.equals(EVERY) || resource.equals(resourceId));
    }

    public boolean isMet(Evidence evidence, Instant now) {
        return requirement.isMet(detail, evidence, now);
    }

    /** The refusal in the words of v2's token endpoint, with the challenge whose answer would satisfy this policy. */
    public EntraError refusal(Application wanted, Evidence evidence) {
        return switch (requirement) {
            case MFA, MFA_ENROLMENT ->
                requirement.refusal().with(wanted.clientId()).withClaims(ClaimsChallenge.forPolicy(id()));
            case STRONG_AUTHENTICATION, BLOCK ->
                requirement.refusal().with().withClaims(ClaimsChallenge.forPolicy(id()));
            case CONTEXT ->
                requirement.refusal().with(wanted.clientId()).withClaims(ClaimsChallenge.forContext(detail));
            case COMPLIANT_DEVICE, JOINED_DEVICE -> requirement.refusal().with("unknown");
            case ASSIGNMENT -> requirement.refusal().with(wanted.clientId(), wanted.name());
            case SIGN_IN_FREQUENCY -> requirement.refusal().with(evidence.signedInAt(), detail);
            case NO_LOOP, FEWER_REQUESTS -> requirement.refusal().with();
        };
    }
}
