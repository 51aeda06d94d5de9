package dev.onbehalf.web.problem;

import dev.onbehalf.problem.Catalogue;
import dev.onbehalf.problem.Explanation;
import dev.onbehalf.problem.TenantRefusal;
import java.util.Optional;

/**
 * What the catalogue knows of a refusal that the tenant sent back with the browser, in English. Anybody can write such a link; the number
 * in it chooses among texts of ours, and that is all it does.
 */
record Lesson(String actor, String remedy, String type) {

    /** @param code {@code AADSTS} and a number, or nothing */
    static Optional<Lesson> about(String code) {
        return code.matches("AADSTS\\d{4,8}")
                ? Catalogue.refusal(Integer.parseInt(code.substring("AADSTS".length())))
                        .map(Lesson::of)
                : Optional.empty();
    }

    private static Lesson of(TenantRefusal refusal) {
        Explanation explanation = refusal.explanation();
        return new Lesson(
                explanation.actor().wireName(),
                explanation.cause() + " " + explanation.fullRemedy(),
                Refusal.EXPLAINED_AT + refusal.problem());
    }
}
