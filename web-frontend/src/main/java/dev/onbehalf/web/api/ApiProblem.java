package dev.onbehalf.web.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What orders-api says when it refuses: RFC 9457 with the members of our own. Texts are empty, never null, where the API said
 * nothing.
 *
 * @param scope the permission that nobody has consented to, fully qualified; only in {@code consent-required}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ApiProblem(
        String type,
        String title,
        int status,
        String detail,
        String actor,
        String remedy,
        String aadsts,
        String correlationId,
        String traceId,
        String scope,
        List<FieldError> errors) {

    /** One field of the request body and what is wrong with it, in English. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record FieldError(String field, String message) {}

    public ApiProblem {
        type = orEmpty(type);
        title = orEmpty(title);
        detail = orEmpty(detail);
        actor = orEmpty(actor);
        remedy = orEmpty(remedy);
        aadsts = orEmpty(aadsts);
        correlationId = orEmpty(correlationId);
        traceId = orEmpty(traceId);
        scope = orEmpty(scope);
        errors = errors == null ? List.of() : List.copyOf(errors);
    }

    /** Stands for an answer that was no problem document: something between us and the API spoke. */
    static ApiProblem without(int status) {
        return new ApiProblem(null, null, status, null, null, null, null, null, null, null, null);
    }

    /** Stands for no answer at all: status 0. */
    public static ApiProblem unanswered() {
        return without(0);
    }

    /** Whether the type ends with this slug, as in {@code https://onbehalf.dev/problems/order-not-found}. */
    public boolean is(String slug) {
        return type.endsWith("/" + slug);
    }

    ApiProblem withStatus(int answered) {
        return new ApiProblem(
                type, title, answered, detail, actor, remedy, aadsts, correlationId, traceId, scope, errors);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
