package dev.onbehalf.tenant.authorize;

import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.directory.Authority;
import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.directory.Tenant;
import dev.onbehalf.tenant.http.Form;
import dev.onbehalf.tenant.policy.ClaimsChallenge;
import dev.onbehalf.tenant.token.RequestedScopes;
import java.util.Optional;
import java.util.Set;

/** An authorize request while it is checked: each check reads what those before it found and adds its own. */
final class AuthorizeAttempt {
    final Form parameters;
    final String tenantSegment;
    final int version;

    Authority authority;
    Application client;
    Application.Redirect redirect;
    String redirectUri;
    ResponseMode mode = ResponseMode.QUERY;
    Set<String> responseTypes = Set.of("code");
    RequestedScopes scopes;
    Optional<Person> hinted = Optional.empty();
    Optional<Tenant> hintedHome = Optional.empty();
    Optional<Long> maxAge = Optional.empty();
    boolean wantsAuthTime;
    Set<String> prompts = Set.of();
    Set<String> capabilities = Set.of();
    ClaimsChallenge challenge = ClaimsChallenge.NONE;

    AuthorizeAttempt(Form parameters, String tenantSegment, int version) {
        this.parameters = parameters;
        this.tenantSegment = tenantSegment;
        this.version = version;
    }

    Optional<String> parameter(String name) {
        return parameters.value(name);
    }

    boolean prompts(String prompt) {
        return prompts.contains(prompt);
    }

    /** Whether the authority lets people of this tenant in, and no domain hint asks for others. */
    boolean admits(String tenantId) {
        return authority.admits(tenantId)
                && hintedHome.map(home -> home.id().equals(tenantId)).orElse(true);
    }

    /** The tenant in which resources are looked up before it is known who signs in. */
    Tenant tenantForLookup(java.util.function.Supplier<Tenant> homeOfClient) {
        return authority.tenant().orElseGet(homeOfClient);
    }

    /** The port of a loopback redirect, 0 for all others. */
    int loopbackPort() {
        java.net.URI uri = java.net.URI.create(redirectUri);
        boolean loopback = Set.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(uri.getHost()));
        return loopback ? Math.max(0, uri.getPort()) : 0;
    }
}
