package dev.onbehalf.tenant.authorize;

import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.directory.Consents;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.directory.Tenant;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.error.EntraError;
import dev.onbehalf.tenant.token.GrantedScopes;
import dev.onbehalf.tenant.token.RequestedScopes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a person is asked to let applications do. */
record ConsentRequest(List<Part> parts) {

    /** Scopes of one resource for one client: the application itself or, in a combined consent, the API behind it. */
    record Part(Application client, Application resource, Set<String> scopes) {
        boolean needsAdministrator() {
            return scopes.stream()
                    .flatMap(name -> resource.scope(name).stream())
                    .anyMatch(Application.Scope::adminOnly);
        }
    }

    boolean needsAdministrator() {
        return parts.stream().anyMatch(Part::needsAdministrator);
    }

    void grant(Person person, Consents consents) {
        parts.forEach(part -> consents.grant(person, part.client(), part.resource(), part.scopes()));
    }

    /**
     * What is to be asked before this request can be answered; nothing when all is granted already.
     *
     * @throws EntraError when what is wanted cannot be granted at all
     */
    static Optional<ConsentRequest> of(AuthorizeAttempt attempt, Person person, Directory directory) {
        boolean again = attempt.prompts("consent");
        boolean granted = isGranted(attempt, person, directory.consents());
        var asked = new Asked(person, directory, again);
        Application client = attempt.client;
        RequestedScopes wanted = attempt.scopes;
        if (!granted || again) {
            asked.ask(
                    client, wanted.resource(), wanted.everything() ? client.asksOf(wanted.resource()) : wanted.names());
            asked.ask(client, directory.application(Directory.GRAPH).orElseThrow(), wanted.openId());
        }
        if (wanted.everything() && wanted.resource().knownClientApplications().contains(client.clientId())) {
            asked.askForTheApiBehind(wanted.resource());
        }
        return asked.parts.isEmpty() ? Optional.empty() : Optional.of(new ConsentRequest(List.copyOf(asked.parts)));
    }

    private static boolean isGranted(AuthorizeAttempt attempt, Person person, Consents consents) {
        try {
            GrantedScopes.of(attempt.scopes, person, attempt.client, consents);
            return true;
        } catch (EntraError error) {
            if (error.code() != Aadsts.CONSENT_REQUIRED) {
                throw error;
            }
            return false;
        }
    }

    /** Collects the parts; what is granted already is left out unless everything is to be shown again. */
    private static final class Asked {
        private final List<Part> parts = new ArrayList<>();
        private final Person person;
        private final Directory directory;
        private final boolean again;

        Asked(Person person, Directory directory, boolean again) {
            this.person = person;
            this.directory = directory;
            this.again = again;
        }

        void ask(Application client, Application resource, Set<String> scopes) {
            var missing = new TreeSet<>(scopes);
            if (!again) {
                missing.removeAll(directory.consents().of(person, client, resource));
            }
            if (!missing.isEmpty()) {
                parts.add(new Part(client, resource, missing));
            }
        }

        /** {@code knownClientApplications}: the API has no page of its own, so its consent is asked for along. */
        void askForTheApiBehind(Application api) {
            Tenant tenant = directory.tenantOf(person);
            for (var permission : api.permissions()) {
                directory
                        .resource(permission.resource(), tenant)
                        .ifPresent(resource -> ask(api, resource, permission.scopes()));
            }
        }
    }
}
