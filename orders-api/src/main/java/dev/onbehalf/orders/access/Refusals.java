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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
        List<String> needed = neededBy(resource);
        String scope = needed.stream().filter(Refusals::isScope).findFirst().orElse(Scopes.ACCESS_AS_USER);
        boolean enoughForADaemon = needed.equals(List.of(Scopes.ORDERS_READ));
        if (caller.get() instanceof Daemon && !enoughForADaemon) {
            return lacks(
                    scope,
                    ProblemType.USER_REQUIRED,
                    "The token belongs to an application that calls for itself; this resource needs a user's token"
                            + " with the scope " + scope + ".",
                    request);
        }
        Optional<String> role = needed.stream().filter(need -> !isScope(need)).findFirst();
        boolean onlyTheRole = caller.claims().scopes().contains(scope) && role.isPresent();
        return onlyTheRole
                ? lacksRole(role.get(), request)
                : lacks(scope, ProblemType.SCOPE_MISSING, "The token lacks the scope " + scope + ".", request);
    }

    private Response lacks(String scope, ProblemType type, String detail, RoutingContext request) {
        return problems.answer(
                new ProblemException(type, detail)
                        .header(
                                HttpHeaders.WWW_AUTHENTICATE,
                                challenge.insufficientScope(scope, "this needs the scope " + scope)),
                request);
    }

    /** No header: a role is nothing a client could ask the tenant for. */
    private Response lacksRole(String permission, RoutingContext request) {
        String role = permission.substring(permission.indexOf(':') + 1);
        return problems.answer(
                new ProblemException(ProblemType.ROLE_MISSING, "You do not have the app role " + role + "."), request);
    }

    private static boolean isScope(String permission) {
        return permission.indexOf(':') < 0;
    }

    private static List<String> neededBy(ResourceInfo resource) {
        PermissionsAllowed[] onMethod = resource.getResourceMethod().getAnnotationsByType(PermissionsAllowed.class);
        PermissionsAllowed[] needed = onMethod.length > 0
                ? onMethod
                : resource.getResourceClass().getAnnotationsByType(PermissionsAllowed.class);
        return Stream.of(needed).map(each -> each.value()[0]).toList();
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
