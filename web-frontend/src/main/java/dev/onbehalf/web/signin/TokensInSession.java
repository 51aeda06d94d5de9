package dev.onbehalf.web.signin;

import dev.onbehalf.web.session.SessionId;
import dev.onbehalf.web.session.Sessions;
import dev.onbehalf.web.session.Tokens;
import io.quarkus.oidc.AuthorizationCodeTokens;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TokenStateManager;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Gives quarkus-oidc its tokens from the session, so that the cookie is nothing but the session's id.
 *
 * <p>quarkus-oidc answers any failure of {@code getTokens} by clearing the cookie. So nothing here can fail for want of a store: the
 * {@link SessionGate} has read the session before, and a request whose session could not be read never comes this far. The refresh
 * token stays out of quarkus-oidc's hands: it would refresh without a lock and under a new cookie.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class TokensInSession implements TokenStateManager {

    private static final Logger LOG = Logger.getLogger(TokensInSession.class);

    private final Sessions sessions;
    private final TokensOfStepUp stepUps;
    private final Clock clock;

    TokensInSession(Sessions sessions, TokensOfStepUp stepUps, Clock clock) {
        this.sessions = sessions;
        this.stepUps = stepUps;
        this.clock = clock;
    }

    @Override
    public Uni<String> createTokenState(
            RoutingContext request,
            OidcTenantConfig tenant,
            AuthorizationCodeTokens granted,
            OidcRequestContext<String> context) {
        if (isStepUp(tenant)) {
            return context.runBlocking(() -> stepUps.keep(granted));
        }
        return context.runBlocking(() -> begin(request, GrantedTokens.of(granted, clock)));
    }

    private String begin(RoutingContext request, Tokens tokens) {
        Map<String, Object> claims = JwtClaims.of(tokens.idToken());
        SessionId id = sessions.begin(
                JwtClaims.text(claims, "tid"),
                JwtClaims.text(claims, "oid"),
                JwtClaims.text(claims, "sid"),
                Device.of(request.request()),
                tokens);
        RequestSession.toBeReplaced(request).ifPresent(sessions::end);
        return id.value();
    }

    @Override
    public Uni<AuthorizationCodeTokens> getTokens(
            RoutingContext request,
            OidcTenantConfig tenant,
            String cookie,
            OidcRequestContext<AuthorizationCodeTokens> context) {
        if (isStepUp(tenant)) {
            return context.runBlocking(() -> stepUps.find(request, cookie));
        }
        return RequestSession.of(request)
                .map(current -> current.session().tokens())
                .map(tokens -> Uni.createFrom()
                        .item(new AuthorizationCodeTokens(tokens.idToken(), tokens.accessToken(), null, null)))
                .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException("no session")));
    }

    private static boolean isStepUp(OidcTenantConfig tenant) {
        return tenant.tenantId().filter(StepUp.TENANT::equals).isPresent();
    }

    @Override
    public Uni<Void> deleteTokens(
            RoutingContext request, OidcTenantConfig tenant, String cookie, OidcRequestContext<Void> context) {
        if (isStepUp(tenant)) {
            return Uni.createFrom().voidItem();
        }
        return SessionId.parse(cookie)
                .map(id -> context.runBlocking(() -> {
                    sessions.end(id.key());
                    return (Void) null;
                }))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .onFailure()
                .invoke(e -> LOG.warn("A session could not be removed; it ends by its own time", e))
                .onFailure()
                .recoverWithNull();
    }
}
