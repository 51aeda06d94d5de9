package dev.onbehalf.orders.access;

import dev.onbehalf.orders.access.Caller.Daemon;
import dev.onbehalf.orders.access.Caller.SignedInUser;
import dev.onbehalf.orders.problem.ProblemException;
import dev.onbehalf.orders.problem.ProblemType;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/** The caller of the request that is being served. */
@ApplicationScoped
public class CurrentCaller {

    private final SecurityIdentity identity;

    CurrentCaller(SecurityIdentity identity) {
        this.identity = identity;
    }

    public Caller get() {
        AccessToken token = token();
        TokenClaims claims = token.claims();
        return claims.isAppOnly()
                ? new Daemon(claims.tenantId(), claims.objectId())
                : new SignedInUser(
                        claims.tenantId(),
                        claims.objectId(),
                        token.getRawToken(),
                        claims.expiry(),
                        claims.handlesChallenges());
    }

    /** For what is done on behalf of a user: an application's token is nobody's assertion. */
    public SignedInUser user() {
        return switch (get()) {
            case SignedInUser user -> user;
            case Daemon daemon ->
                throw new ProblemException(
                        ProblemType.USER_REQUIRED,
                        "The token belongs to an application that calls for itself; there is no user to act for.");
        };
    }

    /** Whether the caller is a user with this app role. */
    public boolean hasRole(String role) {
        return claims().givesRole(role);
    }

    /** Authentication contexts that the sign-in behind the token has satisfied, as in {@code c1}. */
    public Set<String> authenticationContexts() {
        return claims().authenticationContexts();
    }

    /** What the token calls the user; for people to read only. */
    public Optional<String> displayName() {
        return claims().displayName();
    }

    public TokenClaims claims() {
        return token().claims();
    }

    private AccessToken token() {
        if (identity.getPrincipal() instanceof AccessToken token) {
            return token;
        }
        throw new UnauthorizedException();
    }
}
