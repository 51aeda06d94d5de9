package dev.onbehalf.web.problem;

import dev.onbehalf.web.api.ApiProblem;
import dev.onbehalf.web.page.Page;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;

/** Answers a request with a problem: a page for people, problem+json (RFC 9457) for scripts. */
@ApplicationScoped
public class Problems {

    private static final String EXPLAINED = Problems.class.getName();
    private static final String BACK = EXPLAINED + ".back";
    private static final String HTML = "text/html;charset=UTF-8";
    private static final String JSON = "application/problem+json";

    private final Page page;
    private final CurrentVertxRequest current;
    private final CurrentIdentityAssociation identities;
    private final Clock clock;

    Problems(Page page, CurrentVertxRequest current, CurrentIdentityAssociation identities, Clock clock) {
        this.page = page;
        this.current = current;
        this.identities = identities;
        this.clock = clock;
    }

    /** Says why this request will fail, for whoever writes the answer later. */
    public static void explain(RoutingContext request, ProblemKind kind) {
        request.put(EXPLAINED, kind);
    }

    static ProblemKind explained(RoutingContext request, int status) {
        ProblemKind kind = request.get(EXPLAINED);
        return kind != null && kind.status() == status ? kind : ProblemKind.ofStatus(status);
    }

    public Response response(RoutingContext request, ProblemKind kind) {
        return response(request, kind, "", "");
    }

    public Response response(RoutingContext request, ProblemKind kind, String code, String correlationId) {
        return response(request, kind, code, correlationId, "/");
    }

    /** @param back where a kind that leads back leads: a path of this application */
    public Response response(RoutingContext request, ProblemKind kind, String code, String correlationId, String back) {
        request.put(BACK, back);
        return response(request, problem(request, kind, kind.status(), code, correlationId));
    }

    /** What orders-api said, to the person. */
    Response response(RoutingContext request, ApiProblem said) {
        ProblemText text = page.language().texts(ProblemText.class);
        int status = said.status() >= 400 && said.status() < 600 ? said.status() : 502;
        ProblemKind.Way way = status == 401 ? ProblemKind.Way.SIGN_IN : ProblemKind.Way.START;
        return response(
                request,
                new Problem(
                        ProblemKind.API_REFUSED,
                        status,
                        orElse(said.title(), ProblemKind.API_REFUSED.title(text)),
                        orElse(said.detail(), ProblemKind.API_REFUSED.explanation(text)),
                        said.remedy(),
                        way.label(text),
                        href(way, request),
                        said.aadsts(),
                        said.correlationId(),
                        orElse(said.traceId(), traceId()),
                        clock.instant()));
    }

    private Response response(RoutingContext request, Problem problem) {
        boolean html = wantsPage(request);
        return Response.status(problem.status())
                .type(html ? HTML : JSON)
                .entity(html ? ProblemPages.problem(problem).render() : json(problem))
                .build();
    }

    /** The body for a status that is already decided. */
    Object body(RoutingContext request, int status) {
        Problem problem = problem(request, explained(request, status), status, "", "");
        return wantsPage(request) ? ProblemPages.problem(problem).render() : json(problem);
    }

    static String mediaType(RoutingContext request) {
        return wantsPage(request) ? HTML : JSON;
    }

    /** Answers outside of any resource method. */
    public void answer(RoutingContext request, ProblemKind kind) {
        if (request.response().ended() || request.response().headWritten()) {
            return;
        }
        request.response()
                .setStatusCode(kind.status())
                .putHeader("Content-Type", mediaType(request))
                .end(rendered(request, kind));
    }

    // The frame of a page asks request-scoped beans; before routing there is no request scope yet.
    private String rendered(RoutingContext request, ProblemKind kind) {
        explain(request, kind);
        ManagedContext scope = Arc.container().requestContext();
        if (scope.isActive()) {
            return (String) body(request, kind.status());
        }
        scope.activate();
        try {
            current.setCurrent(request);
            identities.setIdentity(identity(request));
            return (String) body(request, kind.status());
        } finally {
            scope.terminate();
        }
    }

    // Said outright: finding it out would block this thread.
    private static SecurityIdentity identity(RoutingContext request) {
        return request.user() instanceof QuarkusHttpUser user
                ? user.getSecurityIdentity()
                : QuarkusSecurityIdentity.builder()
                        .setAnonymous(true)
                        .setPrincipal(() -> "")
                        .build();
    }

    private Problem problem(RoutingContext request, ProblemKind kind, int status, String code, String correlationId) {
        ProblemText text = page.language().texts(ProblemText.class);
        return new Problem(
                kind,
                status,
                kind.title(text),
                kind.explanation(text),
                "",
                kind.way().label(text),
                href(kind.way(), request),
                code,
                correlationId,
                traceId(),
                clock.instant());
    }

    private static String href(ProblemKind.Way way, RoutingContext request) {
        return switch (way) {
            case START -> "/";
            case SIGN_IN -> "/sign-in";
            case AGAIN ->
                "GET".equals(request.request().method().name())
                                && !request.normalizedPath().startsWith("/signed-in")
                        ? request.normalizedPath()
                        : "/";
            case BACK -> request.<String>get(BACK) == null ? "/" : request.get(BACK);
            case FORM -> pathOf(request.request().getHeader("Referer"));
        };
    }

    private static String pathOf(String referer) {
        try {
            String path = referer == null ? "/" : URI.create(referer).getRawPath();
            return path == null || !path.startsWith("/") || path.startsWith("//") ? "/" : path;
        } catch (IllegalArgumentException notAnAddress) {
            return "/";
        }
    }

    private static boolean wantsPage(RoutingContext request) {
        String accept = request.request().getHeader("Accept");
        return accept != null && accept.contains("text/html");
    }

    private static String json(Problem problem) {
        return new JsonObject()
                .put("type", "about:blank")
                .put("title", problem.title())
                .put("status", problem.status())
                .put("detail", problem.explanation())
                .put("correlationId", problem.correlationId())
                .put("traceId", problem.traceId())
                .encode();
    }

    private static String traceId() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() ? span.getTraceId() : "";
    }

    private static String orElse(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }
}
