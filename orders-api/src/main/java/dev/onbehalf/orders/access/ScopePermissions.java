package dev.onbehalf.orders.access;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Turns {@code scp} into permissions, and a daemon's app role into the permission it stands for. Nobody else reads them. */
@ApplicationScoped
class ScopePermissions implements SecurityIdentityAugmentor {

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof AccessToken token)) {
            return Uni.createFrom().item(identity);
        }
        QuarkusSecurityIdentity.Builder augmented = QuarkusSecurityIdentity.builder(identity);
        permissions(token.claims()).forEach(augmented::addPermissionAsString);
        return Uni.createFrom().item(augmented.build());
    }

    /** App roles count for applications only: the same value on a user says what the user is, not what the client may. */
    private static Set<String> permissions(TokenClaims claims) {
        if (!claims.isAppOnly()) {
            return claims.scopes();
        }
        return claims.roles().contains(Scopes.ORDERS_READ_ALL) ? Set.of(Scopes.ORDERS_READ) : Set.of();
    }
}
