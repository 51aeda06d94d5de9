package dev.onbehalf.web.signin;

import io.quarkus.arc.Arc;
import io.quarkus.arc.Unremovable;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * An access token that orders-api has just called invalid. Tokens are renewed ahead of their expiry, so this is rare: clocks that
 * disagree, or a key that was withdrawn.
 */
@Unremovable
@ApplicationScoped
public class RefusedToken {

    private static final String REFUSED = RefusedToken.class.getName();

    private final CurrentVertxRequest current;
    private final LiveSessions sessions;

    RefusedToken(CurrentVertxRequest current, LiveSessions sessions) {
        this.current = current;
        this.sessions = sessions;
    }

    static void remember(RoutingContext request, RequestSession session) {
        request.put(REFUSED, session);
    }

    /** What became of the refused token. */
    public enum Outcome {
        /** The call is worth repeating. */
        RENEWED,
        /** The tenant gives no tokens for this session any more: the person has to sign in. */
        SESSION_OVER,
        NOT_RENEWED
    }

    /** Gives the session of this request new tokens, once. Blocks. */
    public static Outcome renewed() {
        return Arc.container().instance(RefusedToken.class).get().renew();
    }

    Outcome renew() {
        RoutingContext request = current.getCurrent();
        RequestSession refused = request == null ? null : request.remove(REFUSED);
        if (refused == null) {
            return Outcome.NOT_RENEWED;
        }
        String accessToken = refused.session().tokens().accessToken();
        return switch (sessions.renew(refused.key(), accessToken)) {
            case Admission.Admitted admitted -> {
                new RequestSession(refused.key(), admitted.session()).attachTo(request);
                yield Outcome.RENEWED;
            }
            case Admission.NoSession none -> Outcome.SESSION_OVER;
            case Admission.TenantSilent silent -> Outcome.NOT_RENEWED;
            case Admission.StoreSilent silent -> Outcome.NOT_RENEWED;
        };
    }
}
