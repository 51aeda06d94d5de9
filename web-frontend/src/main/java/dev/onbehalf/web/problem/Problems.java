package dev.onbehalf.web.problem;

import dev.onbehalf.web.api.ApiProblem;
import dev.onbehalf.web.page.Language;
import dev.onbehalf.web.page.Page;
import dev.onbehalf.web.problem.Problem.Link;
import dev.onbehalf.web.problem.Problem.Reference;
import dev.onbehalf.web.problem.Problem.Said;
import dev.onbehalf.web.session.StoreUnavailable;
import dev.onbehalf.web.signin.LocalPath;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Supplier;

/** Answers a request with a problem: a page for people, problem+json (RFC 9457) for scripts. */
@ApplicationScoped
public class Problems {

    private static final String EXPLAINED = Problems.class.getName();
    private static final String BACK = EXPLAINED + ".back";
    private static final String TAKEN_UP = EXPLAINED + ".taken-up";
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

    /**
     * Says where the work of this request began, and where it can be taken up should it end on a problem page: this is asked only then,
     * once, and may block.
     */
    public static void takenUpAt(RoutingContext request, String page, Supplier<String> place) {
        request.put(BACK, page);
        request.put(TAKEN_UP, place);
    }

    public Response response(RoutingContext request, ProblemKind kind) {
        return response(request, problem(request, kind, kind.status(), workOf(request)));
    }

    public Response response(RoutingContext request, Ending ending) {
        request.put(BACK, ending.back());
        ProblemKind kind = ending.kind();
        Problem problem = problem(request, kind, kind.status(), ending.again())
                .with(reference(ending.code(), ending.correlationId(), ""));
        return response(request, kind.isRefusal() ? explained(problem, ending.code()) : problem);
    }

    private Problem explained(Problem problem, String code) {
        Language language = page.language();
        return Lesson.about(code)
                .map(lesson -> problem.with(lesson, language == Language.ENGLISH ? "" : Language.ENGLISH.tag()))
                .orElse(problem);
    }

    /** What orders-api said, to the person. */
    Response response(RoutingContext request, ApiProblem said) {
        Refusal refusal = new Refusal(said, page.language());
        int status = said.status() >= 400 && said.status() < 600 ? said.status() : 502;
        ProblemKind.Way way = status == 401
                ? ProblemKind.Way.SIGN_IN
                : isForm(request) ? ProblemKind.Way.BACK : ProblemKind.Way.START;
        return response(
                request,
                new Problem(
                        ProblemKind.API_REFUSED,
                        status,
                        refusal.title(),
                        refusal.explanation(),
                        refusal.actor(),
                        refusal.remedy(),
                        refusal.type(),
                        link(way, request),
                        again(workOf(request)),
                        reference(said.aadsts(), said.correlationId(), said.traceId())));
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
        Problem problem = problem(request, explained(request, status), status, "");
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

    private Problem problem(RoutingContext request, ProblemKind kind, int status, String again) {
        ProblemText text = page.language().texts(ProblemText.class);
        return new Problem(
                kind,
                status,
                Said.ours(kind.title(text)),
                Said.ours(kind.explanation(text)),
                "",
                Said.NOTHING,
                "",
                link(kind.way(), request),
                again(again),
                reference("", "", ""));
    }

    private Reference reference(String code, String correlationId, String traceId) {
        return new Reference(code, correlationId, traceId.isEmpty() ? traceId() : traceId, clock.instant());
    }

    private Link again(String path) {
        return path.isEmpty()
                ? null
                : new Link(page.language().texts(ProblemText.class).tryAgain(), path);
    }

    private static String workOf(RoutingContext request) {
        Supplier<String> place = request.remove(TAKEN_UP);
        try {
            return place == null ? "" : place.get();
        } catch (StoreUnavailable nowhere) {
            return "";
        }
    }

    private Link link(ProblemKind.Way way, RoutingContext request) {
        ProblemText text = page.language().texts(ProblemText.class);
        return switch (way) {
            case START -> new Link(text.toStart(), LocalPath.HOME);
            case SIGN_IN -> new Link(text.signInAgain(), "/sign-in");
            case AGAIN -> isForm(request) ? back(text, pageOf(request)) : new Link(text.tryAgain(), again(request));
            case BACK -> back(text, pageOf(request));
            case FORM ->
                new Link(text.backToForm(), LocalPath.of(request.request().getHeader("Referer")));
        };
    }

    private static Link back(ProblemText text, String path) {
        return new Link(path.equals(LocalPath.HOME) ? text.toStart() : text.backToPage(), path);
    }

    // What the tenant sent along is used up.
    private static String again(RoutingContext request) {
        return request.normalizedPath().startsWith("/signed-in") ? LocalPath.HOME : request.normalizedPath();
    }

    private static boolean isForm(RoutingContext request) {
        return HttpMethod.POST.equals(request.request().method());
    }

    // Where a form was sent from says the browser, unless we know better.
    private static String pageOf(RoutingContext request) {
        String known = request.get(BACK);
        return known != null || !isForm(request)
                ? Objects.requireNonNullElse(known, LocalPath.HOME)
                : LocalPath.of(request.request().getHeader("Referer"));
    }

    private static boolean wantsPage(RoutingContext request) {
        String accept = request.request().getHeader("Accept");
        return accept != null && accept.contains("text/html");
    }

    private static String json(Problem problem) {
        JsonObject json = new JsonObject()
                .put("type", problem.type().isEmpty() ? "about:blank" : problem.type())
                .put("title", problem.title().text())
                .put("status", problem.status())
                .put("detail", problem.explanation().text())
                .put("correlationId", problem.reference().correlationId())
                .put("traceId", problem.reference().traceId());
        if (!problem.actor().isEmpty()) {
            json.put("actor", problem.actor()).put("remedy", problem.remedy().text());
        }
        return json.encode();
    }

    private static String traceId() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() ? span.getTraceId() : "";
    }
}
