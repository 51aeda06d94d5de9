package dev.onbehalf.web.signin;

import dev.onbehalf.web.session.Session;
import dev.onbehalf.web.session.SessionId;
import dev.onbehalf.web.session.Sessions;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;

/** Lets a test see what the tenant knows anyway: the sid of a session. */
@Unremovable
@ApplicationScoped
class SessionsOfTaro {

    private final Sessions sessions;

    SessionsOfTaro(Sessions sessions) {
        this.sessions = sessions;
    }

    String sid(String cookie) {
        return SessionId.parse(cookie)
                .flatMap(id -> sessions.find(id.key()))
                .map(Session::tenantSession)
                .orElseThrow();
    }
}
