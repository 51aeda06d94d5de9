package dev.onbehalf.tenant.token;

import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.policy.Policies;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The last step of every grant in which a person is involved: check the person, then write the tokens. */
final class UserTokens {
    private final Directory directory;
    private final Policies policies;
    private final TokenIssuer issuer;
    private final RefreshTokens refreshTokens;
    private final Clock clock;

    UserTokens(Directory directory, Policies policies, TokenIssuer issuer, RefreshTokens refreshTokens, Clock clock) {
        this.directory = directory;
        this.policies = policies;
        this.issuer = issuer;
        this.refreshTokens = refreshTokens;
        this.clock = clock;
    }

    /**
     * @param scopeText what a refresh token falls back to when a later request names no scope
     * @param nonce repeated in the id token; null when none was sent
     * @param spaSince when a single-page app's sign-in took place; null for other clients
     */
    record Basis(
            SignIn signIn,
            RequestedScopes scopes,
            String scopeText,
            String resource,
            String nonce,
            boolean authTime,
            Set<String> capabilities,
            Instant spaSince) {}

    Map<String, Object> issue(TokenRequest request, Basis basis, Grant.GrantContext context) {
        context.user(basis.signIn().oid());
        Person person = enabledPerson(basis.signIn());
        GrantedScopes granted = GrantedScopes.of(basis.scopes(), person, request.client(), directory.consents());
        checkPolicies(request, basis, person);
        var asking = request.asking(basis.capabilities());
        var accessToken = issuer.delegated(asking, person, basis.signIn(), granted);
        var response = new TokenResponse(request.version())
                .scope(granted.inResponse())
                .accessToken(accessToken)
                .validity(clock.instant(), accessToken, basis.scopes().identifier());
        if (basis.scopes().asks("offline_access")) {
            addRefreshToken(response, request, basis);
        }
        if (basis.scopes().asks("openid")) {
            response.idToken(issuer.idToken(
                    asking, person, basis.signIn(), basis.scopes().openId(), request.version(), idTokenExtra(basis)));
        }
        if (request.wantsClientInfo()) {
            response.clientInfo(person, request.tenant());
        }
        return response.members();
    }

    /** Signing in alone reaches no resource, so no policy of a resource applies to it. */
    private void checkPolicies(TokenRequest request, Basis basis, Person person) {
        if (basis.scopes().reachesResource()) {
            policies.check(
                    person,
                    basis.scopes().resource(),
                    request.claims().challenge(),
                    basis.signIn().evidence(),
                    clock.instant());
        }
    }

    private void addRefreshToken(TokenResponse response, TokenRequest request, Basis basis) {
        response.refreshToken(refreshTokens.issue(new RefreshTokens.Refresh(
                request.client().clientId(),
                basis.scopeText(),
                basis.resource(),
                basis.nonce(),
                basis.signIn(),
                basis.spaSince(),
                clock)));
        if (basis.spaSince() != null) {
            response.refreshTokenExpiresIn(refreshTokens.secondsLeft(basis.spaSince()));
        }
    }

    private static Map<String, Object> idTokenExtra(Basis basis) {
        var extra = new LinkedHashMap<String, Object>();
        if (basis.nonce() != null) {
            extra.put("nonce", basis.nonce());
        }
        if (basis.authTime()) {
            extra.put("auth_time", basis.signIn().at().getEpochSecond());
        }
        return extra;
    }

    private Person enabledPerson(SignIn signIn) {
        Person person = directory
                .person(signIn.oid())
                .orElseThrow(() -> Aadsts.UNKNOWN_USER.with(signIn.oid(), signIn.tenantId()));
        if (!directory.isEnabled(person)) {
            throw Aadsts.USER_DISABLED.with();
        }
        return person;
    }
}
