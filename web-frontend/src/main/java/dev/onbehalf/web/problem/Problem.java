package dev.onbehalf.web.problem;

import java.time.Instant;

/**
 * What a problem page shows. Texts are empty, never null.
 *
 * @param actor who must act: user, administrator, developer, or nothing where that is not known
 * @param remedy what would help; may be empty
 * @param type the address of the page that explains this type of problem; may be empty
 * @param action the button
 * @param again a second way, with what was being done still at hand; null where there is none
 * @param reference by which others find the event
 */
public record Problem(
        ProblemKind kind,
        int status,
        Said title,
        Said explanation,
        String actor,
        Said remedy,
        String type,
        Link action,
        Link again,
        Reference reference) {

    /** A text; {@code language} is empty where it is the page's own. */
    public record Said(String text, String language) {

        static final Said NOTHING = new Said("", "");

        static Said ours(String text) {
            return new Said(text, "");
        }
    }

    /** {@code href} is a path of this application. */
    public record Link(String label, String href) {}

    /**
     * @param code the AADSTS number or nothing
     * @param correlationId by which the tenant's administrators find the event
     * @param traceId by which our operators find it
     */
    public record Reference(String code, String correlationId, String traceId, Instant time) {}

    Problem with(Reference other) {
        return new Problem(kind, status, title, explanation, actor, remedy, type, action, again, other);
    }

    Problem with(Lesson lesson, String language) {
        Said words = new Said(lesson.remedy(), language);
        return new Problem(
                kind, status, title, explanation, lesson.actor(), words, lesson.type(), action, again, reference);
    }

    /** The last part of {@link #type}. */
    public String slug() {
        return type.substring(type.lastIndexOf('/') + 1);
    }
}
