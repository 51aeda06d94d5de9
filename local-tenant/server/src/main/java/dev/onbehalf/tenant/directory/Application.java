package dev.onbehalf.tenant.directory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An app registration; also a resource, when it exposes scopes.
 *
 * @param clientId the GUID, also {@code aud} of v2 tokens
 * @param tenant name of the home tenant; null for Microsoft's own services, which are in every tenant
 * @param severalTenants whether people of other tenants may sign in
 * @param appIdUris identifiers of this resource beside the client id
 * @param accessTokenVersion {@code api.requestedAccessTokenVersion}: 1 or 2
 * @param logoutUrl called in a hidden iframe when a session ends; may be null
 * @param federatedCredentials whose assertions prove this application without a secret of its own
 * @param optionalClaims opted into for tokens: {@code groups}, {@code login_hint}, {@code idtyp}, {@code xms_cc}, …
 */
public record Application(
        String clientId,
        String name,
        String tenant,
        boolean severalTenants,
        boolean publicClient,
        List<String> appIdUris,
        int accessTokenVersion,
        List<Secret> secrets,
        List<String> certificates,
        List<Redirect> redirects,
        String logoutUrl,
        boolean idTokenIssuance,
        boolean accessTokenIssuance,
        List<Scope> scopes,
        Set<String> appRoles,
        List<Permission> permissions,
        List<String> knownClientApplications,
        List<PreAuthorized> preAuthorized,
        Set<String> optionalClaims,
        List<FederatedCredential> federatedCredentials) {

    /** @param expires null for a secret that lasts */
    public record Secret(String value, Instant expires) {
        @Override
        public String toString() {
            return "Secret[***]";
        }
    }

    /** @param type {@code web}, {@code spa}, {@code public} or {@code logout} (allowed after sign-out only) */
    public record Redirect(String type, String uri) {}

    /**
     * A delegated permission that this application exposes.
     *
     * @param text what the consent page says about it
     * @param textJa the same in Japanese; null where there is no translation
     */
    public record Scope(String name, String text, String textJa, boolean adminOnly) {
        public String text(String language) {
            return language.equals("ja") && textJa != null ? textJa : text;
        }
    }

    /**
     * What the application asks of another.
     *
     * @param scopes consented by those who have consented to anything
     * @param laterScopes asked for when they are needed, consented by nobody yet
     * @param roles app roles, granted by an administrator
     */
    public record Permission(String resource, Set<String> scopes, Set<String> laterScopes, Set<String> roles) {
        public Permission {
            scopes = scopes == null ? Set.of() : Set.copyOf(scopes);
            laterScopes = laterScopes == null ? Set.of() : Set.copyOf(laterScopes);
            roles = roles == null ? Set.of() : Set.copyOf(roles);
        }
    }

    /** A client that needs no consent for these scopes. */
    public record PreAuthorized(String clientId, Set<String> scopes) {}

    /**
     * Workload identity federation: assertions of another issuer, of which all three must match exactly.
     *
     * @param audience usually {@code api://AzureADTokenExchange}
     */
    public record FederatedCredential(String issuer, String subject, String audience) {
        public static final String USUAL_AUDIENCE = "api://AzureADTokenExchange";

        public FederatedCredential {
            audience = audience == null ? USUAL_AUDIENCE : audience;
        }
    }

    public Application {
        appIdUris = listOf(appIdUris);
        secrets = listOf(secrets);
        certificates = listOf(certificates);
        redirects = listOf(redirects);
        scopes = listOf(scopes);
        permissions = listOf(permissions);
        knownClientApplications = listOf(knownClientApplications);
        preAuthorized = listOf(preAuthorized);
        federatedCredentials = listOf(federatedCredentials);
        appRoles = appRoles == null ? Set.of() : Set.copyOf(appRoles);
        optionalClaims = optionalClaims == null ? Set.of() : Set.copyOf(optionalClaims);
    }

    private static <T> List<T> listOf(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    public boolean isIn(Tenant other) {
        return tenant == null || severalTenants || tenant.equals(other.name());
    }

    public boolean isResource() {
        return !scopes.isEmpty() || !appRoles.isEmpty();
    }

    public boolean issues(String optionalClaim) {
        return optionalClaims.contains(optionalClaim);
    }

    /** The registered redirect that this address matches: exactly, but for the port of a loopback host (RFC 8252 §7.3). */
    public Optional<Redirect> redirect(String uri) {
        return redirects.stream()
                .filter(redirect -> !redirect.type().equals("logout"))
                .filter(redirect -> RedirectUris.matches(redirect.uri(), uri))
                .findFirst();
    }

    /** After sign-out every registered address will do. */
    public boolean mayReturnTo(String uri) {
        return redirects.stream().anyMatch(redirect -> RedirectUris.matches(redirect.uri(), uri));
    }

    /** What this application asks of that resource from the start: what {@code .default} stands for. */
    public Set<String> asksOf(Application resource) {
        return permissions.stream()
                .filter(permission -> resource.isCalled(permission.resource()))
                .findFirst()
                .map(Permission::scopes)
                .orElse(Set.of());
    }

    private boolean isCalled(String identifier) {
        return clientId.equals(identifier) || appIdUris.contains(identifier);
    }

    public Optional<Scope> scope(String scopeName) {
        return scopes.stream().filter(scope -> scope.name().equals(scopeName)).findFirst();
    }

    @Override
    public String toString() {
        return "Application[" + clientId + "]";
    }
}
