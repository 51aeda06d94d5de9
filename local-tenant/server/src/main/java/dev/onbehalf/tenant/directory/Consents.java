package dev.onbehalf.tenant.directory;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Which scopes of which resource a person lets an application use in their name. */
public final class Consents {
    private record Key(String oid, String clientId, String resourceId) {}

    private final Directory directory;
    private final Seed seed;
    private final Map<Key, Set<String>> granted = new ConcurrentHashMap<>();

    Consents(Directory directory, Seed seed) {
        this.directory = directory;
        this.seed = seed;
        grantTheSeed();
    }

    void reset() {
        granted.clear();
        grantTheSeed();
    }

    private void grantTheSeed() {
        for (Person person : seed.people()) {
            if (person.consented()) {
                seed.applications().forEach(client -> grantWhatItAsksAtFirst(person, client));
            }
        }
    }

    private void grantWhatItAsksAtFirst(Person person, Application client) {
        Tenant tenant = directory.tenantOf(person);
        if (client.isIn(tenant)) {
            for (var permission : client.permissions()) {
                directory
                        .resource(permission.resource(), tenant)
                        .ifPresent(resource -> grant(person, client, resource, permission.scopes()));
            }
        }
    }

    public void grant(Person person, Application client, Application resource, Set<String> scopes) {
        granted.merge(key(person, client, resource), Set.copyOf(scopes), Consents::both);
    }

    public void withdraw(Person person, Application client) {
        granted.keySet()
                .removeIf(
                        key -> key.oid().equals(person.oid()) && key.clientId().equals(client.clientId()));
    }

    /** What the person has granted, and what the resource needs no consent for. */
    public Set<String> of(Person person, Application client, Application resource) {
        Set<String> own = granted.getOrDefault(key(person, client, resource), Set.of());
        for (var known : resource.preAuthorized()) {
            if (known.clientId().equals(client.clientId())) {
                return both(own, known.scopes());
            }
        }
        return own;
    }

    /** Whether the person has consented to anything this application does: signing in is part of it. */
    public boolean knows(Person person, Application client) {
        return granted.keySet().stream()
                .anyMatch(
                        key -> key.oid().equals(person.oid()) && key.clientId().equals(client.clientId()));
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        var all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    private static Key key(Person person, Application client, Application resource) {
        return new Key(person.oid(), client.clientId(), resource.clientId());
    }
}
