package dev.onbehalf.web.inspector;

import dev.onbehalf.web.page.Language;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The claims of several tokens side by side, those that carry the meaning first. */
final class Comparison {

    /** In reading order; each has a text of its name in {@link InspectorText}. */
    static final List<String> EXPLAINED = List.of(
            "aud",
            "iss",
            "azp",
            "appid",
            "azpacr",
            "scp",
            "roles",
            "oid",
            "tid",
            "sub",
            "name",
            "preferred_username",
            "ver",
            "exp",
            "nbf",
            "iat",
            "nonce",
            "sid",
            "acrs",
            "amr",
            "groups",
            "idtyp",
            "uti",
            "rh",
            "aio");

    /** Those whose change is the story of the chain. */
    private static final List<String> TELLING = List.of("aud", "azp", "appid", "scp", "ver", "sub", "exp");

    /** One claim in all tokens; {@code cells} are in the order of the phases. Changed means: two tokens say different things. */
    record Row(String name, boolean explained, boolean changed, List<ClaimValue> cells) {

        boolean inAllTheSame() {
            return !changed && cells.stream().allMatch(ClaimValue::present);
        }

        public String meaningKey() {
            return "claim_" + name;
        }

        public String whyKey() {
            return "why_" + name;
        }
    }

    private Comparison() {}

    static List<Row> rows(Collection<Phase> phases, Language language) {
        return names(phases).stream().map(name -> row(name, phases, language)).toList();
    }

    /** The rows to begin with: what changed between the tokens, and matters. */
    static List<Row> telling(List<Row> rows) {
        return rows.stream()
                .filter(row -> TELLING.contains(row.name()) && !row.inAllTheSame())
                .toList();
    }

    private static Row row(String name, Collection<Phase> phases, Language language) {
        List<ClaimValue> cells = phases.stream()
                .map(phase -> ClaimValue.of(name, phase.claims().get(name), language))
                .toList();
        boolean changed = phases.stream()
                        .map(phase -> phase.claims().get(name))
                        .filter(Objects::nonNull)
                        .distinct()
                        .count()
                > 1;
        return new Row(name, EXPLAINED.contains(name), changed, cells);
    }

    private static Set<String> names(Collection<Phase> phases) {
        Set<String> rest = new TreeSet<>();
        phases.forEach(phase -> rest.addAll(phase.claims().keySet()));
        Set<String> ordered = new LinkedHashSet<>(EXPLAINED);
        ordered.retainAll(rest);
        ordered.addAll(rest);
        return ordered;
    }
}
