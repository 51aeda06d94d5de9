package dev.onbehalf.orders.access;

import io.quarkus.security.StringPermission;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * Turns {@code scp} into permissions, a daemon's app role into the permission it stands for, and a user's into one of a
 * kind of its own. Nobody else reads them.
 */
@ApplicationScoped
class ScopePermissions implements SecurityIdentityAugmentor {

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof AccessToken token)) {
            return Uni.createFrom().item(identity);
        }
        QuarkusSecurityIdentity.Builder augmented = QuarkusSecurityIdentity.builder(identity);
        permissions(token.claims()).forEach(scope -> augmented.addPermission(new StringPermission(scope)));
        if (token.claims().givesRole(Roles.ORDERS_APPROVE)) {
            augmented.addPermission(new StringPermission(Roles.KIND, Roles.ORDERS_APPROVE));
        }
        return Uni.createFrom().item(augmented.build());
    }

    /** For an application its roles are what it may do; on a user they are never a scope. */
    private static Set<String> permissions(TokenClaims claims) {
        if (!claims.isAppOnly()) {
            return claims.scopes();
        }
        return claims.roles().contains(Scopes.ORDERS_READ_ALL) ? Set.of(Scopes.ORDERS_READ) : Set.of();
    }
}
