package dev.onbehalf.web.signin;

import dev.onbehalf.web.problem.ProblemKind;
import dev.onbehalf.web.problem.Problems;
import dev.onbehalf.web.session.StoreUnavailable;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * quarkus-oidc's mechanism with four manners added: a script that fetches is told 401 instead of being redirected, a loop of
 * redirects ends with an explanation, a form that needs a sign-in is kept for after it, and a redirect after sign-in stays on this
 * host whatever the Host header said.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class SignInMechanism implements HttpAuthenticationMechanism {

    private static final Logger LOG = Logger.getLogger(SignInMechanism.class);

    private final OidcAuthenticationMechanism oidc;
    private final LoopBreaker loops;
    private final LateForms forms;

    SignInMechanism(OidcAuthenticationMechanism oidc, LoopBreaker loops, LateForms forms) {
        this.oidc = oidc;
        this.loops = loops;
        this.forms = forms;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        return oidc.authenticate(request, identities)
                .onFailure(AuthenticationRedirectException.class)
                .transform(e -> local((AuthenticationRedirectException) e))
                .onFailure(AuthenticationCompletionException.class)
                .transform(failure -> failed(request, failure));
    }

    private static Throwable local(AuthenticationRedirectException redirect) {
        return new AuthenticationRedirectException(redirect.getCode(), LocalPath.of(redirect.getRedirectUri()));
    }

    // To a page of its own, so that the code is not left in the address bar, the history and the page's links.
    private static Throwable failed(RoutingContext request, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreUnavailable) {
                return cause;
            }
        }
        String page = StepUp.isPartOf(request.normalizedPath()) ? StepUp.FAILED_PATH : SignIn.FAILED_PATH;
        return new AuthenticationRedirectException(
                page + TenantError.in(failure).query());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        if (!Visitor.navigates(request.request())) {
            Problems.explain(request, ProblemKind.SIGN_IN_NEEDED);
            return answer(401, "WWW-Authenticate", "OIDC");
        }
        if (loops.isLooping(request)) {
            Problems.explain(request, ProblemKind.SIGN_IN_LOOP);
            return answer(429, "Retry-After", Long.toString(loops.window().toSeconds()));
        }
        if (!isSafe(request.request().method())) {
            return toTheForm(request);
        }
        loops.count(request);
        return oidc.getChallenge(request).onFailure().recoverWithUni(e -> {
            LOG.error("The tenant's metadata cannot be read", e);
            Problems.explain(request, ProblemKind.SIGN_IN_UNAVAILABLE);
            return answer(503, "Retry-After", "30");
        });
    }

    private static boolean isSafe(HttpMethod method) {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }

    // A redirect would lose the form: it waits for its owner at another address, which leads to the sign-in first.
    private Uni<ChallengeData> toTheForm(RoutingContext request) {
        return forms.keep(request)
                .map(kept -> kept.orElseGet(() -> SignIn.PATH + "?to=" + pageOfTheForm(request)))
                .flatMap(place -> answer(303, "Location", place))
                .onFailure(StoreUnavailable.class)
                .recoverWithUni(failure -> {
                    LOG.error("The session store does not answer", failure.getCause());
                    Problems.explain(request, ProblemKind.SESSIONS_UNAVAILABLE);
                    return answer(503, "Retry-After", "30");
                });
    }

    // After the sign-in people come back to the page with the form: its action answers no GET.
    private static String pageOfTheForm(RoutingContext request) {
        return URLEncoder.encode(LocalPath.of(request.request().getHeader("Referer")), StandardCharsets.UTF_8);
    }

    private static Uni<ChallengeData> answer(int status, String header, String value) {
        return Uni.createFrom().item(new ChallengeData(status, header, value));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return oidc.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext request) {
        return oidc.getCredentialTransport(request);
    }

    @Override
    public int getPriority() {
        return oidc.getPriority() + 1;
    }
}
