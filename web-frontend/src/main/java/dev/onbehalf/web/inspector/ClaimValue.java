package dev.onbehalf.web.inspector;

import dev.onbehalf.web.page.Language;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One claim's value as text.
 *
 * @param values one, or the members of an array; none where the token does not have the claim
 * @param moment what a time claim means, written out, and {@code instant} for machines; both empty for other claims
 */
record ClaimValue(List<String> values, String moment, String instant) {

    /** More members than this are folded away: a person can be in 250 groups. */
    private static final int SHOWN = 5;

    private static final Set<String> TIMES = Set.of("exp", "iat", "nbf", "auth_time", "xms_cae_expires");

    static ClaimValue of(String name, Object value, Language language) {
        return switch (value) {
            case null -> new ClaimValue(List.of(), "", "");
            case Collection<?> members ->
                new ClaimValue(members.stream().map(String::valueOf).toList(), "", "");
            case Map<?, ?> object ->
                new ClaimValue(
                        object.entrySet().stream()
                                .map(e -> e.getKey() + ": " + e.getValue())
                                .toList(),
                        "",
                        "");
            case Number seconds when TIMES.contains(name) -> time(Instant.ofEpochSecond(seconds.longValue()), language);
            case String scopes
            when name.equals("scp") ->
                new ClaimValue(Stream.of(scopes.split(" ")).toList(), "", "");
            default -> new ClaimValue(List.of(value.toString()), "", "");
        };
    }

    private static ClaimValue time(Instant instant, Language language) {
        return new ClaimValue(
                List.of(Long.toString(instant.getEpochSecond())), language.dateTime(instant), instant.toString());
    }

    public boolean present() {
        return !values.isEmpty();
    }

    public boolean folded() {
        return values.size() > SHOWN;
    }

    public int size() {
        return values.size();
    }

    /** The first few of many. */
    public List<String> shown() {
        return folded() ? values.subList(0, SHOWN - 2) : values;
    }
}
