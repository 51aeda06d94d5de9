package dev.onbehalf.orders.access;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;

/** A caller's token that passed. Its name is the user's key, never a person's name; its groups are the app roles. */
public final class AccessToken extends DefaultJWTCallerPrincipal {

    private final TokenClaims token;

    AccessToken(String raw, JwtClaims claims, TokenClaims token) {
        super(raw, "JWT", claims);
        this.token = token;
    }

    public TokenClaims claims() {
        return token;
    }

    @Override
    public String getName() {
        return token.tenantId() + "/" + token.objectId();
    }

    /** Entra's own {@code groups} claim holds directory groups, which grant nothing here. */
    @Override
    public Set<String> getGroups() {
        return token.roles();
    }

    @Override
    public String toString() {
        return "AccessToken[" + getName() + "]";
    }
}
