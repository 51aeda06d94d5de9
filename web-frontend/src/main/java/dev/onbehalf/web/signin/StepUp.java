package dev.onbehalf.web.signin;

import dev.onbehalf.web.session.NoteId;
import dev.onbehalf.web.session.Notes;
import dev.onbehalf.web.session.Session;
import dev.onbehalf.web.session.SessionConfig;
import dev.onbehalf.web.session.SessionId;
import dev.onbehalf.web.session.SessionKey;
import dev.onbehalf.web.session.Sessions;
import dev.onbehalf.web.session.Tokens;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A second sign-in beside the session, by a quarkus-oidc tenant and a cookie of its own: until {@link #adopt} the session is as it
 * was, and if nobody adopts the new tokens it stays so.
 */
@ApplicationScoped
public class StepUp {

    /** Where it starts, and where quarkus-oidc comes back to. */
    public static final String PATH = "/step-up";

    /** Where the tenant sends people back to; registered as redirect URI. */
    public static final String RETURN_PATH = "/stepped-up";

    public static final String FAILED_PATH = "/step-up-failed";

    static final String TENANT = "step-up";
    static final String COOKIE = "q_session_step-up";

    private final Sessions sessions;
    private final Notes notes;
    private final SessionConfig config;
    private final Clock clock;
    private final boolean secureCookies;

    StepUp(
            Sessions sessions,
            Notes notes,
            SessionConfig config,
            Clock clock,
            @ConfigProperty(name = "quarkus.oidc.authentication.cookie-force-secure") boolean secureCookies) {
        this.sessions = sessions;
        this.notes = notes;
        this.config = config;
        this.clock = clock;
        this.secureCookies = secureCookies;
    }

    static boolean isPartOf(String path) {
        return path.equals(PATH) || path.equals(RETURN_PATH);
    }

    static boolean isCookie(String name) {
        return name.equals(COOKIE) || name.startsWith("q_auth_" + TENANT);
    }

    /** Says what the redirect to the tenant is to ask for; the caller then challenges. */
    public static void demand(RoutingContext request, JsonObject claims, String loginHint) {
        new Demand(claims, loginHint).attachTo(request);
    }

    /** Who has just signed in beside the session; empty before that. */
    public Optional<Owner> newcomer(RoutingContext request) {
        return TokensOfStepUp.of(request).map(pending -> {
            Map<String, Object> claims = JwtClaims.of(pending.tokens().idToken());
            return new Owner(JwtClaims.text(claims, "tid"), JwtClaims.text(claims, "oid"));
        });
    }

    /** Moves the new tokens into this browser's session, or into a new one if that is over. @return its cookie */
    public NewCookie adopt(RoutingContext request, Owner owner) {
        Tokens tokens = TokensOfStepUp.of(request).orElseThrow().tokens();
        String tenantSession = JwtClaims.text(JwtClaims.of(tokens.idToken()), "sid");
        Optional<RequestSession> current = RequestSession.of(request);
        SessionId id = current.map(session ->
                        sessions.moveOn(session.key(), session.session(), tenantSession, withRefresh(tokens, session)))
                .orElseGet(() -> sessions.begin(
                        owner.tenantId(), owner.objectId(), tenantSession, Device.of(request.request()), tokens));
        Session moved = sessions.find(id.key()).orElseThrow();
        new RequestSession(id.key(), moved).attachTo(request);
        Duration left = Duration.between(clock.instant(), moved.createdAt().plus(config.absoluteTimeout()));
        return cookie(request, SessionGate.COOKIE, id.value(), left);
    }

    private static Tokens withRefresh(Tokens tokens, RequestSession session) {
        return tokens.refreshToken() != null
                ? tokens
                : new Tokens(
                        tokens.idToken(),
                        tokens.accessToken(),
                        session.session().tokens().refreshToken(),
                        tokens.expiresAt());
    }

    /** Forgets the second sign-in, adopted or not. @return the cookie that ends it */
    public NewCookie forget(RoutingContext request) {
        TokensOfStepUp.of(request).map(TokensOfStepUp.Pending::id).ifPresent((NoteId id) -> notes.take(id));
        return cookie(request, COOKIE, "", Duration.ZERO);
    }

    /** Where the session of this request is kept. */
    public static Optional<SessionKey> place(RoutingContext request) {
        return RequestSession.of(request).map(RequestSession::key);
    }

    /** Whose session this request belongs to, or belonged to until the tenant ended it. */
    public static Optional<Owner> owner(RoutingContext request) {
        return RequestSession.of(request)
                .map(RequestSession::session)
                .map(session -> new Owner(session.tenantId(), session.objectId()));
    }

    /** The opaque {@code login_hint} claim, by which the tenant picks the account without asking; or nothing. A name is none. */
    public static String loginHint(RoutingContext request) {
        return RequestSession.of(request)
                .map(current -> current.session().tokens().idToken())
                .map(token -> JwtClaims.text(JwtClaims.of(token), "login_hint"))
                .filter(hint -> !hint.contains("@"))
                .orElse("");
    }

    private NewCookie cookie(RoutingContext request, String name, String value, Duration age) {
        return new NewCookie.Builder(name)
                .value(value)
                .path("/")
                .maxAge((int) age.toSeconds())
                .httpOnly(true)
                .secure(secureCookies || request.request().isSSL())
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}
