package dev.onbehalf.tenant.directory;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Who and what exists. The seed never changes; what happened since is kept beside it until a reset. */
public final class Directory {
    public static final String GRAPH = "00000003-0000-0000-c000-000000000000";

    private final Seed seed;
    private final Consents consents;
    private final Map<String, Application> resources = new HashMap<>();
    private final Map<String, Application> applications = new HashMap<>();
    private final Map<String, Person> peopleByOid = new HashMap<>();
    private final Map<String, Person> peopleByName = new HashMap<>();
    private final Set<String> disabled = ConcurrentHashMap.newKeySet();
    private final Set<String> deletedTenants = ConcurrentHashMap.newKeySet();
    private final Set<String> removedServicePrincipals = ConcurrentHashMap.newKeySet();
    private final Revocations revocations = new Revocations();

    public Directory(Seed seed) {
        this.seed = seed;
        seed.applications().forEach(this::index);
        for (Person person : seed.people()) {
            peopleByOid.put(person.oid(), person);
            peopleByName.put(person.userPrincipalName().toLowerCase(Locale.ROOT), person);
        }
        consents = new Consents(this, seed);
    }

    private void index(Application application) {
        applications.put(application.clientId(), application);
        if (application.isResource()) {
            resources.put(application.clientId(), application);
            application.appIdUris().forEach(uri -> resources.put(uri, application));
        }
    }

    /** Forgets everything since the start. */
    public void reset() {
        disabled.clear();
        restore();
        revocations.clear();
        consents.reset();
    }

    public Consents consents() {
        return consents;
    }

    public List<Tenant> tenants() {
        return seed.tenants();
    }

    public List<Person> people() {
        return seed.people();
    }

    public List<Application> applications() {
        return seed.applications();
    }

    public List<Seed.PolicySeed> policiesOfTheSeed() {
        return seed.policies();
    }

    /** A resource of any tenant by client id or App ID URI. */
    public Optional<Application> resource(String identifier) {
        return Optional.ofNullable(resources.get(identifier));
    }

    /** By GUID or by domain. */
    public Optional<Tenant> tenant(String idOrDomain) {
        return seed.tenants().stream()
                .filter(tenant -> tenant.id().equalsIgnoreCase(idOrDomain)
                        || tenant.domain().equalsIgnoreCase(idOrDomain))
                .filter(tenant -> !deletedTenants.contains(tenant.id()))
                .findFirst();
    }

    public Tenant tenantOf(Person person) {
        return seed.tenants().stream()
                .filter(tenant -> tenant.name().equals(person.tenant()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a person of no tenant"));
    }

    public Optional<Application> application(String clientId) {
        return Optional.ofNullable(applications.get(clientId.toLowerCase(Locale.ROOT)));
    }

    /** A resource of this tenant by client id or App ID URI, with or without a slash at its end. */
    public Optional<Application> resource(String identifier, Tenant tenant) {
        Application found = resources.get(identifier);
        if (found == null && identifier.endsWith("/")) {
            found = resources.get(identifier.substring(0, identifier.length() - 1));
        }
        return Optional.ofNullable(found)
                .filter(resource -> resource.isIn(tenant))
                .filter(resource -> removedServicePrincipals.isEmpty()
                        || !removedServicePrincipals.contains(servicePrincipal(resource, tenant)));
    }

    public Optional<Person> person(String oid) {
        return Optional.ofNullable(peopleByOid.get(oid));
    }

    public Optional<Person> personNamed(String userPrincipalName) {
        return Optional.ofNullable(peopleByName.get(userPrincipalName.trim().toLowerCase(Locale.ROOT)));
    }

    /** From now on nobody finds this tenant. */
    public void deleteTenant(Tenant tenant) {
        deletedTenants.add(tenant.id());
    }

    /** From now on the application is no resource in this tenant. */
    public void removeServicePrincipal(Application application, Tenant tenant) {
        removedServicePrincipals.add(servicePrincipal(application, tenant));
    }

    /** Tenants and service principals are back. */
    public void restore() {
        deletedTenants.clear();
        removedServicePrincipals.clear();
    }

    public Set<String> deletedTenants() {
        return Set.copyOf(deletedTenants);
    }

    /** Their object ids. */
    public Set<String> removedServicePrincipals() {
        return Set.copyOf(removedServicePrincipals);
    }

    public boolean isEnabled(Person person) {
        return person.enabled() && !disabled.contains(person.oid());
    }

    public void disable(Person person) {
        disabled.add(person.oid());
    }

    public void enable(Person person) {
        disabled.remove(person.oid());
    }

    /** What was taken back since the start. */
    public Revocations revocations() {
        return revocations;
    }

    /** Whatever this person was given before this moment is void from now on. */
    public void revoke(Person person, Instant at) {
        revocations.revoke(person.oid(), at, Revocations.Reason.REVOKED);
    }

    public boolean isRevoked(String oid, Instant issuedAt) {
        return revocations.of(oid, issuedAt).isPresent();
    }

    /** Ids of the groups of a person: derived, so that each is the same in every run. */
    public List<String> groupsOf(Person person) {
        var groups = new ArrayList<String>();
        for (int i = 1; i <= person.groups(); i++) {
            groups.add(groupId(person.tenant(), i));
        }
        return groups;
    }

    /** @param number from 1: everybody is in the first ones */
    public static String groupId(String tenantName, int number) {
        return UUID.nameUUIDFromBytes((tenantName + "/group/" + number).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** Object id of an application in a tenant (its service principal), {@code oid} of app-only tokens. */
    public static String servicePrincipal(Application application, Tenant tenant) {
        String name = tenant.id() + "/" + application.clientId();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
