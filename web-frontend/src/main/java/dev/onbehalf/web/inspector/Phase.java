package dev.onbehalf.web.inspector;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One token on the way from the sign-in to the resource.
 *
 * @param kind {@code id}, {@code api} or {@code exchanged}
 * @param resource what an exchanged token is for; empty for the others
 */
record Phase(String kind, String resource, Map<String, Object> claims, boolean cached) {

    static Phase id(Map<String, Object> claims) {
        return new Phase("id", "", claims, false);
    }

    static Phase api(Map<String, Object> claims) {
        return new Phase("api", "", claims, false);
    }

    static Phase exchanged(TokenApi.Exchanged token) {
        return new Phase(
                "exchanged", token.resource(), token.claims() == null ? Map.of() : token.claims(), token.cached());
    }

    /** {@code exp}, where the token has one. */
    Optional<Instant> expiry() {
        return claims.get("exp") instanceof Number seconds
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }
}
