package dev.onbehalf.tenant.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onbehalf.tenant.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a resource or a policy demands of the next token, as it travels in the {@code claims} parameter.
 *
 * @param contexts authentication contexts of which one is essential; empty when none is
 * @param policies ids of policies that refused before
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/claims-challenge">Claims challenges</a>
 */
public record ClaimsChallenge(List<String> contexts, Set<String> policies) {
    public static final ClaimsChallenge NONE = new ClaimsChallenge(List.of(), Set.of());

    public static ClaimsChallenge of(Optional<ObjectNode> claims) {
        if (claims.isEmpty()) {
            return NONE;
        }
        JsonNode wishes = claims.get().path("access_token");
        return new ClaimsChallenge(
                essential(wishes.path("acrs")).stream()
                        .filter(Requirement.CONTEXT::understands)
                        .toList(),
                Set.copyOf(essential(wishes.path("capolids"))));
    }

    private static List<String> essential(JsonNode wish) {
        var values = new ArrayList<String>();
        if (wish.path("essential").asBoolean()) {
            wish.path("values").forEach(value -> values.add(value.asText()));
            if (wish.path("value").isTextual()) {
                values.add(wish.get("value").textValue());
            }
        }
        return values;
    }

    /** The context that is still to be satisfied: any one of those named will do (OpenID Connect Core §5.5.1). */
    public Optional<String> unmetContext(Evidence evidence) {
        boolean met = contexts.stream().anyMatch(evidence.contexts()::contains);
        return met || contexts.isEmpty() ? Optional.empty() : Optional.of(contexts.getFirst());
    }

    static String forPolicy(String id) {
        return essential("capolids", Map.of("values", List.of(id)));
    }

    public static String forContext(String context) {
        return essential("acrs", Map.of("value", context));
    }

    /** A token that is no older than this; {@code nbf} in seconds since 1970. */
    public static String forNewerThan(long seconds) {
        return essential("nbf", Map.of("value", String.valueOf(seconds)));
    }

    private static String essential(String claim, Map<String, Object> wish) {
        var members = new LinkedHashMap<String, Object>();
        members.put("essential", true);
        members.putAll(wish);
        return Json.write(Map.of("access_token", Map.of(claim, members)));
    }
}
