package dev.onbehalf.tenant.token;

import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.error.Aadsts;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** An application in its own name: app roles instead of scopes, and no person anywhere. */
final class ClientCredentialsGrant implements Grant {
    private final Directory directory;
    private final TokenIssuer issuer;
    private final Clock clock;

    ClientCredentialsGrant(Directory directory, TokenIssuer issuer, Clock clock) {
        this.directory = directory;
        this.issuer = issuer;
        this.clock = clock;
    }

    @Override
    public Map<String, Object> redeem(TokenRequest request, GrantContext context) {
        if (request.client().publicClient()) {
            throw Aadsts.APP_CREDENTIAL_MISSING.with();
        }
        RequestedScopes scopes = scopes(request);
        Application resource = scopes.resource();
        var issued =
                issuer.appOnly(request.asking(Set.of()), resource, scopes.identifier(), rolesOf(request, resource));
        return new TokenResponse(request.version())
                .accessToken(issued)
                .validity(clock.instant(), issued, scopes.identifier())
                .members();
    }

    private RequestedScopes scopes(TokenRequest request) {
        if (request.version() == 1) {
            return RequestedScopes.everythingOf(request.required("resource"), request.tenant(), directory);
        }
        String scope = request.required("scope");
        RequestedScopes scopes = RequestedScopes.parse(scope, request.tenant(), directory);
        if (!scopes.everything()) {
            throw Aadsts.APP_SCOPE.with(scope);
        }
        return scopes;
    }

    private Set<String> rolesOf(TokenRequest request, Application resource) {
        var roles = new TreeSet<String>();
        for (var permission : request.client().permissions()) {
            directory
                    .resource(permission.resource(), request.tenant())
                    .filter(resource::equals)
                    .ifPresent(found -> roles.addAll(permission.roles()));
        }
        return roles;
    }
}
