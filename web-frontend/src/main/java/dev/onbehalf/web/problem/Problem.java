package dev.onbehalf.web.problem;

import java.time.Instant;

/**
 * What a problem page shows. Texts are empty, never null.
 *
 * @param action label of the button
 * @param actionHref a path of this application
 * @param remedy what the API says would help, and who must do it; may be empty
 * @param code the AADSTS number or nothing
 * @param correlationId by which the tenant's administrators find the event
 * @param traceId by which our operators find it
 */
public record Problem(
        ProblemKind kind,
        int status,
        String title,
        String explanation,
        String remedy,
        String action,
        String actionHref,
        String code,
        String correlationId,
        String traceId,
        Instant time) {}
