package dev.onbehalf.tenant.token;

import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.directory.Consents;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.error.Aadsts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a client gets of what it asked for: never more than the person has consented to.
 *
 * @param names scopes of the resource, without its prefix
 */
public record GrantedScopes(RequestedScopes requested, Set<String> names) {

    /** @throws dev.onbehalf.tenant.error.EntraError 65001 when consent is missing, 650057 when it could not be given */
    public static GrantedScopes of(RequestedScopes requested, Person person, Application client, Consents consents) {
        Application resource = requested.resource();
        Set<String> consented = consents.of(person, client, resource);
        boolean mustKnow = requested.names().isEmpty() && !requested.everything();
        if (mustKnow && !consents.knows(person, client)) {
            throw consentRequired(client);
        }
        if (requested.everything()) {
            requireListed(requested, client, consented);
            if (consented.isEmpty() || onlySignsIn(consented) && !onlySignsIn(client.asksOf(resource))) {
                throw consentRequired(client);
            }
            return new GrantedScopes(requested, withoutOpenId(consented));
        }
        if (!consented.containsAll(requested.names())) {
            throw consentRequired(client);
        }
        return new GrantedScopes(requested, requested.names());
    }

    private static void requireListed(RequestedScopes requested, Application client, Set<String> consented) {
        boolean listed = client.permissions().stream()
                .anyMatch(permission -> permission.resource().equals(requested.identifier())
                        || requested.resource().appIdUris().contains(permission.resource()));
        // A client may always ask for itself, e.g. a page for the API behind it in one registration.
        boolean itself = client.clientId().equals(requested.resource().clientId());
        if (!listed && !itself && consented.isEmpty()) {
            throw Aadsts.RESOURCE_NOT_LISTED.with(client.clientId(), requested.identifier());
        }
    }

    private static boolean onlySignsIn(Set<String> scopes) {
        return withoutOpenId(scopes).isEmpty();
    }

    private static Set<String> withoutOpenId(Set<String> consented) {
        var names = new TreeSet<>(consented);
        names.removeAll(Set.of("openid", "profile", "email", "offline_access"));
        return names;
    }

    private static RuntimeException consentRequired(Application client) {
        return Aadsts.CONSENT_REQUIRED.with(client.clientId(), client.name());
    }

    /** {@code scp}: blank-separated, without prefix; Graph's tokens name the scopes of OpenID Connect, too. */
    public String claim() {
        var scp = new LinkedHashSet<>(names);
        if (requested.isForGraph()) {
            openIdOfGraph().forEach(scp::add);
        }
        return String.join(" ", scp);
    }

    private List<String> openIdOfGraph() {
        return requested.openId().stream()
                .filter(scope -> !scope.equals("offline_access"))
                .toList();
    }

    /** {@code scope} of the answer: qualified; MSAL's caches find a token again only when {@code .default} is echoed. */
    public String inResponse() {
        String prefix = requested.identifier().equals(Directory.GRAPH)
                ? "https://graph.microsoft.com/"
                : requested.identifier() + "/";
        var scopes = new ArrayList<String>();
        if (requested.isForGraph()) {
            scopes.addAll(openIdOfGraph());
        }
        names.forEach(name -> scopes.add(prefix + name));
        if (requested.everything()) {
            scopes.add(prefix + ".default");
        }
        return String.join(" ", scopes);
    }
}
