package dev.onbehalf.web.problem;

import dev.onbehalf.web.session.StoreUnavailable;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.ForbiddenException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** What fails before a resource method is found: mostly a sign-in that cannot be completed. */
@ApplicationScoped
class ProblemRoutes {

    private static final Logger LOG = Logger.getLogger(ProblemRoutes.class);

    private final Problems problems;

    ProblemRoutes(Problems problems) {
        this.problems = problems;
    }

    // Quarkus' own page is the last of the routes.
    void register(@Observes Router router) {
        router.route().order(0).failureHandler(this::answer);
    }

    // The address is never logged: after a sign-in it carries the code.
    private void answer(RoutingContext request) {
        Throwable failure = request.failure();
        if (request.response().headWritten() || isChallenge(request, failure)) {
            request.next();
            return;
        }
        ProblemKind kind = kind(request, failure);
        if (kind.status() >= 500) {
            LOG.errorf(failure, "%s %s failed", request.request().method(), request.normalizedPath());
        }
        problems.answer(request, kind);
    }

    // Redirects to the tenant and after a sign-in are failures to Quarkus; it writes them itself.
    private static boolean isChallenge(RoutingContext request, Throwable failure) {
        return failure instanceof AuthenticationException
                && request.response().headers().contains("Location");
    }

    private static ProblemKind kind(RoutingContext request, Throwable failure) {
        if (failure == null) {
            return ProblemKind.ofStatus(request.statusCode());
        }
        if (hasCause(failure, StoreUnavailable.class)) {
            return ProblemKind.SESSIONS_UNAVAILABLE;
        }
        return switch (failure) {
            case AuthenticationCompletionException e -> ProblemKind.SIGN_IN_INCOMPLETE;
            case AuthenticationException e ->
                Problems.explained(request, request.response().getStatusCode());
            case ForbiddenException e -> ProblemKind.FORBIDDEN;
            case OIDCException e -> ProblemKind.SIGN_IN_UNAVAILABLE;
            default -> ProblemKind.ofStatus(request.statusCode() > 0 ? request.statusCode() : 500);
        };
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> wanted) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (wanted.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
