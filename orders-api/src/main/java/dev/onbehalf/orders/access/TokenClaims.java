package dev.onbehalf.orders.access;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The claims of an Entra access token, v1 or v2. A claim of the wrong type counts as absent.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference">Access token claims</a>
 */
public record TokenClaims(Map<String, Object> all) {

    public TokenClaims {
        Map<String, Object> present = new LinkedHashMap<>(all);
        present.values().removeIf(Objects::isNull);
        all = Collections.unmodifiableMap(present);
    }

    /** Null unless there is exactly one: a token for several APIs could be passed on by any of them. */
    String audience() {
        Object aud = all.get("aud");
        return aud instanceof Collection<?> many && many.size() == 1
                ? many.iterator().next() instanceof String one ? one : null
                : text("aud");
    }

    String issuer() {
        return text("iss");
    }

    public String tenantId() {
        return text("tid");
    }

    public String objectId() {
        return text("oid");
    }

    /** {@code azp} in v2, {@code appid} in v1; null when they contradict one another. */
    public String client() {
        String v2 = text("azp");
        String v1 = text("appid");
        if (v2 != null && v1 != null && !v1.equals(v2)) {
            return null;
        }
        return v2 != null ? v2 : v1;
    }

    public Instant expiry() {
        return instant("exp");
    }

    Instant notBefore() {
        return instant("nbf");
    }

    /** The delegated permissions, without the resource's prefix. */
    public Set<String> scopes() {
        String scp = text("scp");
        return scp == null || scp.isBlank()
                ? Set.of()
                : new LinkedHashSet<>(Arrays.asList(scp.strip().split(" +")));
    }

    public Set<String> roles() {
        return texts("roles");
    }

    /** Whether the user of this token has the app role; applications have none of the users' roles. */
    boolean givesRole(String role) {
        return !isAppOnly() && roles().contains(role);
    }

    /** Authentication contexts that the sign-in has satisfied ({@code acrs}). */
    Set<String> authenticationContexts() {
        return texts("acrs");
    }

    /** Whether the client said that it can handle a claims challenge ({@code xms_cc}: cp1). */
    boolean handlesChallenges() {
        return texts("xms_cc").stream().anyMatch("cp1"::equalsIgnoreCase);
    }

    /** The user's display name: for people to read, never to decide anything. */
    Optional<String> displayName() {
        return Optional.ofNullable(text("name"));
    }

    /** A token that an application got for itself: no {@code scp}, and the subject is the application's own object. */
    public boolean isAppOnly() {
        return "app".equals(all.get("idtyp"))
                || scopes().isEmpty() && objectId() != null && objectId().equals(text("sub"));
    }

    private Set<String> texts(String name) {
        Set<String> texts = new LinkedHashSet<>();
        if (all.get(name) instanceof Collection<?> values) {
            values.forEach(value -> {
                if (value instanceof String text) {
                    texts.add(text);
                }
            });
        }
        return texts;
    }

    private String text(String name) {
        return all.get(name) instanceof String text ? text : null;
    }

    private Instant instant(String name) {
        try {
            return all.get(name) instanceof Number seconds ? Instant.ofEpochSecond(seconds.longValue()) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
