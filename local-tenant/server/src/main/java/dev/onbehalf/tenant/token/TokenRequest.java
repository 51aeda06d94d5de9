package dev.onbehalf.tenant.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Tenant;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.http.Form;
import dev.onbehalf.tenant.policy.ClaimsChallenge;
import java.util.Optional;
import java.util.Set;

/**
 * A token request of a client that has proved who it is.
 *
 * @param version the endpoint's: 1 names a {@code resource}, 2 a {@code scope}
 */
record TokenRequest(
        Tenant tenant, Application client, Credential credential, Form form, int version, ClaimsParameter claims) {

    String required(String name) {
        return form.value(name).orElseThrow(() -> Aadsts.MISSING_PARAMETER.with(name));
    }

    Optional<String> optional(String name) {
        return form.value(name);
    }

    /** What is asked for here, or else what was asked for before. */
    RequestedScopes scopes(String formerScope, String formerResource, Directory directory) {
        if (version == 1) {
            String resource = optional("resource").orElse(formerResource == null ? client.clientId() : formerResource);
            return RequestedScopes.everythingOf(resource, tenant, directory);
        }
        if (optional("scope").isEmpty() && formerResource != null) {
            return RequestedScopes.everythingOf(formerResource, tenant, directory);
        }
        return RequestedScopes.parse(optional("scope").orElse(formerScope), tenant, directory);
    }

    TokenIssuer.Asking asking(Set<String> formerCapabilities) {
        return new TokenIssuer.Asking(
                tenant,
                client,
                credential,
                claims.capabilities().isEmpty() ? formerCapabilities : claims.capabilities());
    }

    boolean wantsClientInfo() {
        return optional("client_info").filter("1"::equals).isPresent();
    }

    /** The {@code claims} parameter: capabilities, and claims that a challenge demanded. */
    record ClaimsParameter(Optional<ObjectNode> json) {
        Set<String> capabilities() {
            return ClaimsJson.capabilities(json);
        }

        ClaimsChallenge challenge() {
            return ClaimsChallenge.of(json);
        }
    }
}
