package dev.onbehalf.orders.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.net.URI;
import java.util.List;

/**
 * What every failed request is answered with (RFC 9457), media type {@value #MEDIA_TYPE}.
 *
 * @param cause why it happened, in plain words; {@code detail} is about this one occurrence
 * @param actor who can make it go away (user, developer, administrator), and {@code remedy} how
 * @param aadsts the number of Entra's own error, when the tenant refused something
 * @param correlationId the id under which the log, the tenant and Graph know this request
 */
@JsonInclude(Include.NON_NULL)
public record Problem(
        URI type,
        String title,
        int status,
        String detail,
        String instance,
        String cause,
        String actor,
        String remedy,
        Integer aadsts,
        String correlationId,
        String traceId,
        List<FieldError> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** One field or parameter that is not valid. */
    public record FieldError(String field, String message) {}
}
