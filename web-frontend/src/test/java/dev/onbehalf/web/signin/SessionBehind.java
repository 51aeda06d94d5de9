package dev.onbehalf.web.signin;

import dev.onbehalf.web.session.Session;
import dev.onbehalf.web.session.SessionId;
import dev.onbehalf.web.session.Sessions;
import dev.onbehalf.web.session.Tokens;
import io.quarkus.arc.Arc;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import java.util.List;

/** Lets a test see what no browser does: the session behind a cookie. */
@Unremovable
@Singleton
public class SessionBehind {

    private final Sessions sessions;

    SessionBehind(Sessions sessions) {
        this.sessions = sessions;
    }

    public static String sid(String cookie) {
        return session(cookie).tenantSession();
    }

    public static String key(String cookie) {
        return SessionId.parse(cookie).orElseThrow().key().value();
    }

    public static List<String> tokens(String cookie) {
        Tokens tokens = session(cookie).tokens();
        return List.of(tokens.idToken(), tokens.accessToken(), tokens.refreshToken());
    }

    private static Session session(String cookie) {
        Sessions sessions = Arc.container().instance(SessionBehind.class).get().sessions;
        return SessionId.parse(cookie).flatMap(id -> sessions.find(id.key())).orElseThrow();
    }
}
