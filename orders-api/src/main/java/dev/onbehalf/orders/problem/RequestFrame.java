package dev.onbehalf.orders.problem;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/** What every request and response has, whatever happens in between: a correlation id and careful headers. */
@ApplicationScoped
class RequestFrame {

    static final String CORRELATION_ID = "correlationId";
    private static final String CORRELATION_HEADER = "X-Correlation-Id";
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final int BEFORE_EVERYTHING_ELSE = 10_000;

    private final Problems problems;

    RequestFrame(Problems problems) {
        this.problems = problems;
    }

    void register(@Observes Filters filters) {
        filters.register(this::frame, BEFORE_EVERYTHING_ELSE);
        filters.register(this::refuseLargeBody, BEFORE_EVERYTHING_ELSE - 1);
    }

    private void frame(RoutingContext request) {
        String id = correlationId(request);
        request.put(CORRELATION_ID, id);
        MDC.put(CORRELATION_ID, id);
        HttpServerResponse response = request.response();
        response.putHeader(CORRELATION_HEADER, id);
        response.putHeader("X-Content-Type-Options", "nosniff");
        response.putHeader("Referrer-Policy", "no-referrer");
        // A resource that may be kept says so itself.
        request.addHeadersEndHandler(v -> {
            if (!response.headers().contains("Cache-Control")) {
                response.putHeader("Cache-Control", "no-store");
            }
        });
        request.next();
    }

    private void refuseLargeBody(RoutingContext request) {
        if (declaredLength(request) <= BodyLimit.BYTES) {
            request.next();
            return;
        }
        Problem problem = problems.of(BodyLimit.exceeded(), request);
        if (request.request().version() != HttpVersion.HTTP_2) {
            // What follows on this connection is the rest of the body, not a request.
            request.response().putHeader("Connection", "close");
        }
        request.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(problems.asJson(problem));
    }

    private static long declaredLength(RoutingContext request) {
        String length = request.request().getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    /** The caller's own id is kept when it is a GUID: Entra and Graph take nothing else, and a log must not take text. */
    private static String correlationId(RoutingContext request) {
        String given = request.request().getHeader(CORRELATION_HEADER);
        return given != null && GUID.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }
}
