package dev.onbehalf.orders.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onbehalf.problem.Catalogue;
import dev.onbehalf.problem.Explanation;
import dev.onbehalf.problem.TenantRefusal;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

/** Turns a {@link ProblemException} into what is sent. */
@ApplicationScoped
public class Problems {

    /** Where a request keeps the name of the API it called last. */
    public static final String CALLED_API = "calledApi";

    private final ObjectMapper json;

    Problems(ObjectMapper json) {
        this.json = json;
    }

    public Response answer(ProblemException failure, RoutingContext request) {
        Problem problem = of(failure, request);
        Response.ResponseBuilder answer =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        failure.headers().forEach(answer::header);
        return answer.build();
    }

    Problem of(ProblemException failure, RoutingContext request) {
        ProblemType type = failure.type();
        Explanation why = explanation(failure);
        return new Problem(
                type.uri(),
                type.explanation().title(),
                type.status(),
                failure.getMessage(),
                request.normalizedPath(),
                why.cause(),
                why.actor().wireName(),
                failure.remedy().orElse(why.fullRemedy()),
                failure.aadsts().orElse(null),
                request.get(RequestFrame.CORRELATION_ID),
                traceId(),
                failure.errors().orElse(null));
    }

    /** The number of Entra's refusal says more than the type it comes with. */
    private static Explanation explanation(ProblemException failure) {
        return failure.aadsts()
                .flatMap(Catalogue::refusal)
                .map(TenantRefusal::explanation)
                .orElse(failure.type().explanation());
    }

    String asJson(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem could not be written", e);
        }
    }

    /** The correlation id of the request, as {@link Problem} shows it. */
    public static String correlationId(RoutingContext request) {
        return request.get(RequestFrame.CORRELATION_ID);
    }

    private static String traceId() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() ? span.getTraceId() : null;
    }
}
