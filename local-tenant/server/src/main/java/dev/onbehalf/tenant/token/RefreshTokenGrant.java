package dev.onbehalf.tenant.token;

import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.http.Form;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** RFC 6749 §6, but for any resource the person has consented to: Entra's refresh tokens are not bound to one. */
final class RefreshTokenGrant implements Grant {
    private final RefreshTokens refreshTokens;
    private final Directory directory;
    private final UserTokens tokens;

    RefreshTokenGrant(RefreshTokens refreshTokens, Directory directory, UserTokens tokens) {
        this.refreshTokens = refreshTokens;
        this.directory = directory;
        this.tokens = tokens;
    }

    @Override
    public Map<String, Object> redeem(TokenRequest request, GrantContext context) {
        RefreshTokens.Refresh refresh = refreshTokens.open(request.required("refresh_token"));
        if (!refresh.clientId().equals(request.client().clientId())
                || !refresh.signIn().tenantId().equals(request.tenant().id())) {
            throw Aadsts.GRANT_MALFORMED.with("refresh_token");
        }
        // A refresh for another resource still renews the right to refresh.
        RequestedScopes scopes = request.scopes(refresh.scope(), refresh.resource(), directory);
        return tokens.issue(
                request,
                new UserTokens.Basis(
                        refresh.signIn(),
                        withOfflineAccess(scopes),
                        refresh.scope(),
                        refresh.resource(),
                        null,
                        false,
                        Set.of(),
                        refresh.spaSince()),
                context);
    }

    @Override
    public Optional<String> carriedTenant(Form form) {
        return form.value("refresh_token")
                .map(text -> refreshTokens.open(text).signIn().tenantId());
    }

    private static RequestedScopes withOfflineAccess(RequestedScopes scopes) {
        var openId = new java.util.LinkedHashSet<>(scopes.openId());
        openId.add("offline_access");
        return new RequestedScopes(openId, scopes.resource(), scopes.identifier(), scopes.names(), scopes.everything());
    }
}
