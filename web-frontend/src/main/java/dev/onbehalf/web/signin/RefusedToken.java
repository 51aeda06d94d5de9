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

    /** Gives the session of this request new tokens, once. Blocks. @return whether the call is worth repeating */
    public static boolean renewed() {
        return Arc.container().instance(RefusedToken.class).get().renew();
    }

    boolean renew() {
        RoutingContext request = current.getCurrent();
        RequestSession refused = request == null ? null : request.remove(REFUSED);
        if (refused == null) {
            return false;
        }
        Admission renewed =
                sessions.renew(refused.key(), refused.session().tokens().accessToken());
        if (renewed instanceof Admission.Admitted admitted) {
            new RequestSession(refused.key(), admitted.session()).attachTo(request);
            return true;
        }
        return false;
    }
}
