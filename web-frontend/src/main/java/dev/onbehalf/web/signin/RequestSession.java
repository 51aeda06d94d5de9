package dev.onbehalf.web.signin;

import dev.onbehalf.web.session.Session;
import dev.onbehalf.web.session.SessionKey;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** What is known about the session of the request in hand, kept beside the request from the gate to the last filter. */
record RequestSession(SessionKey key, Session session) {

    private static final String CURRENT = RequestSession.class.getName();
    private static final String PREVIOUS = CURRENT + ".previous";

    void attachTo(RoutingContext request) {
        request.put(CURRENT, this);
    }

    static Optional<RequestSession> of(RoutingContext request) {
        return request == null ? Optional.empty() : Optional.ofNullable(request.get(CURRENT));
    }

    /** Remembers the session that a sign-in on this request is about to replace. */
    static void toBeReplaced(RoutingContext request, SessionKey key) {
        request.put(PREVIOUS, key);
    }

    static Optional<SessionKey> toBeReplaced(RoutingContext request) {
        return Optional.ofNullable(request.get(PREVIOUS));
    }
}
