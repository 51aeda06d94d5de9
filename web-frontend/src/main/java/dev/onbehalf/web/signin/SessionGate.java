package dev.onbehalf.web.signin;

import dev.onbehalf.web.problem.ProblemKind;
import dev.onbehalf.web.problem.Problems;
import dev.onbehalf.web.session.SessionId;
import dev.onbehalf.web.session.SessionKey;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/**
 * Looks at the session cookie before quarkus-oidc does, because quarkus-oidc answers every doubt by clearing it: a session that is over
 * is hidden from it, and when the store is silent the request ends here, with the cookie untouched.
 */
@ApplicationScoped
class SessionGate {

    static final String COOKIE = "q_session";

    // Quarkus authenticates at 200; higher runs earlier.
    private static final int BEFORE_AUTHENTICATION = 210;

    // Nobody's session matters here: files, and the tenant's iframe, which finds the session by its sid.
    private static final Set<String> WITHOUT_SESSION = Set.of("/favicon.ico", "/favicon.svg", SignOut.FRONT_CHANNEL);

    private final LiveSessions sessions;
    private final Problems problems;
    private final ExecutorService virtualThreads;

    SessionGate(LiveSessions sessions, Problems problems, @VirtualThreads ExecutorService virtualThreads) {
        this.sessions = sessions;
        this.problems = problems;
        this.virtualThreads = virtualThreads;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, BEFORE_AUTHENTICATION);
    }

    private void handle(RoutingContext request) {
        hideFromTheOther(request);
        Cookie cookie = request.request().getCookie(COOKIE);
        if (cookie == null) {
            request.next();
            return;
        }
        Optional<SessionId> id = SessionId.parse(cookie.getValue());
        String path = request.normalizedPath();
        if (id.isEmpty() || isFile(path) || WITHOUT_SESSION.contains(path)) {
            passAsNobody(request);
        } else if (path.equals(SignIn.RETURN_PATH)) {
            // A new sign-in gets a new session, also when a second tab signs in while the first one already has.
            RequestSession.toBeReplaced(request, id.get().key());
            passAsNobody(request);
        } else {
            admit(request, id.get().key());
        }
    }

    private void admit(RoutingContext request, SessionKey key) {
        Context context = Vertx.currentContext();
        request.request().pause();
        virtualThreads.execute(() -> {
            Admission admission = sessions.admit(key);
            context.runOnContext(back -> {
                request.request().resume();
                goOn(request, key, admission);
            });
        });
    }

    private void goOn(RoutingContext request, SessionKey key, Admission admission) {
        switch (admission) {
            case Admission.Admitted admitted -> {
                new RequestSession(key, admitted.session()).attachTo(request);
                if (StepUp.isPartOf(request.normalizedPath())) {
                    passAsNobody(request);
                } else {
                    request.next();
                }
            }
            case Admission.NoSession none -> passAsNobody(request);
            case Admission.TenantSilent silent -> problems.answer(request, ProblemKind.SIGN_IN_UNAVAILABLE);
            case Admission.StoreSilent silent -> problems.answer(request, ProblemKind.SESSIONS_UNAVAILABLE);
        }
    }

    // Hidden, not cleared: another tab may have just been given a new one under the same name.
    private static void passAsNobody(RoutingContext request) {
        request.response().removeCookie(COOKIE, false);
        request.next();
    }

    // quarkus-oidc picks the tenant of a request by any cookie of any of them, and clears the session of the one not
    // picked.
    private static void hideFromTheOther(RoutingContext request) {
        boolean stepUp = StepUp.isPartOf(request.normalizedPath());
        request.request().cookies().stream()
                .map(Cookie::getName)
                .filter(name -> StepUp.isCookie(name) ? !stepUp : stepUp && name.startsWith("q_auth"))
                .toList()
                .forEach(name -> request.response().removeCookie(name, false));
    }

    private static boolean isFile(String path) {
        return path.startsWith("/css/") || path.startsWith("/js/") || path.startsWith("/images/");
    }
}
