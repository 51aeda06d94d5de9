package dev.onbehalf.orders.access;

import dev.onbehalf.orders.access.Caller.Daemon;
import dev.onbehalf.orders.problem.ProblemException;
import dev.onbehalf.orders.problem.ProblemType;
import dev.onbehalf.orders.problem.Problems;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What a caller who is not let in is told: the header for programs (RFC 6750 §3), the problem for people. */
class Refusals {

    private final Problems problems;
    private final BearerChallenge challenge;
    private final CurrentCaller caller;

    Refusals(Problems problems, BearerChallenge challenge, CurrentCaller caller) {
        this.problems = problems;
        this.challenge = challenge;
        this.caller = caller;
    }

    @ServerExceptionMapper
    Response noToken(UnauthorizedException failure, RoutingContext request) {
        return problems.answer(
                new ProblemException(ProblemType.TOKEN_MISSING, "The request carries no access token.")
                        .header(HttpHeaders.WWW_AUTHENTICATE, challenge.plain()),
                request);
    }

    @ServerExceptionMapper
    Response badToken(AuthenticationFailedException failure, RoutingContext request) {
        TokenRefused refused = refusalIn(failure);
        ProblemException problem = new ProblemException(refused.type(), sentence(refused.getMessage()));
        return problems.answer(
                refused.type() == ProblemType.KEYS_UNAVAILABLE
                        ? problem.retryAfter(Duration.ofSeconds(5))
                        : problem.header(HttpHeaders.WWW_AUTHENTICATE, challenge.invalidToken(refused.getMessage())),
                request);
    }

    @ServerExceptionMapper
    Response notAllowed(ForbiddenException failure, RoutingContext request, ResourceInfo resource) {
        String scope = scopeNeededBy(resource);
        boolean userNeeded = caller.get() instanceof Daemon && !scope.equals(Scopes.ORDERS_READ);
        ProblemException problem = userNeeded
                ? new ProblemException(
                        ProblemType.USER_REQUIRED,
                        "The token belongs to an application that calls for itself; this resource needs a user's token"
                                + " with the scope " + scope + ".")
                : new ProblemException(ProblemType.SCOPE_MISSING, "The token lacks the scope " + scope + ".");
        return problems.answer(
                problem.header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        challenge.insufficientScope(scope, "this needs the scope " + scope)),
                request);
    }

    private static String scopeNeededBy(ResourceInfo resource) {
        PermissionsAllowed onMethod = resource.getResourceMethod().getAnnotation(PermissionsAllowed.class);
        PermissionsAllowed needed =
                onMethod != null ? onMethod : resource.getResourceClass().getAnnotation(PermissionsAllowed.class);
        return needed == null ? Scopes.ACCESS_AS_USER : needed.value()[0];
    }

    private static TokenRefused refusalIn(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof TokenRefused refused) {
                return refused;
            }
        }
        return TokenRefused.invalid("the token is not accepted");
    }

    private static String sentence(String description) {
        return Character.toUpperCase(description.charAt(0)) + description.substring(1) + ".";
    }
}
