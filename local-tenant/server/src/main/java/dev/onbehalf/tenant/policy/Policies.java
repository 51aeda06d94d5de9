package dev.onbehalf.tenant.policy;

import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.directory.Seed;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.error.EntraError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** The policies in force: those of the seed, and what was added or taken away since. */
public final class Policies {
    private static final int MOST = 1_000;

    private final Directory directory;
    private final List<Policy> inForce = new CopyOnWriteArrayList<>();
    private volatile int dialect = 2;

    public Policies(Directory directory) {
        this.directory = directory;
        reset();
    }

    /** Back to the seed. */
    public void reset() {
        dialect = 2;
        inForce.clear();
        for (Seed.PolicySeed policy : directory.policiesOfTheSeed()) {
            inForce.add(policy(policy.user(), policy.resource(), policy.require())
                    .orElseThrow(() -> new IllegalStateException("a policy of the seed makes no sense: " + policy)));
        }
    }

    public List<Policy> inForce() {
        return List.copyOf(inForce);
    }

    /**
     * @param user name, object id or {@code *}
     * @param resource client id, App ID URI, {@code graph} or {@code *}
     * @param require {@code mfa}, {@code mfa-enrolment}, {@code strong-authentication}, {@code acrs:c1}, {@code block},
     *     {@code compliant-device}, {@code joined-device}, {@code assignment}, {@code sign-in-frequency:PT1H},
     *     {@code no-loop}, {@code fewer-requests}
     * @return the policy as it is from now on in force; nothing when a word is unknown
     */
    public Optional<Policy> require(String user, String resource, String require) {
        Optional<Policy> policy = policy(user, resource, require).filter(added -> inForce.size() < MOST);
        policy.filter(added -> !inForce.contains(added)).ifPresent(inForce::add);
        return policy;
    }

    /** Takes away all policies for this user and resource, or with a requirement only that one. */
    public boolean remove(String user, String resource, Optional<String> require) {
        Optional<String> oid = oid(user);
        Optional<String> id = resource(resource);
        return oid.isPresent()
                && id.isPresent()
                && inForce.removeIf(policy -> policy.user().equals(oid.get())
                        && policy.resource().equals(id.get())
                        && require.map(policy.require()::equals).orElse(true));
    }

    public void removeAll() {
        inForce.clear();
    }

    private Optional<Policy> policy(String user, String resource, String require) {
        return oid(user).flatMap(oid -> resource(resource).flatMap(id -> Policy.of(oid, id, require)));
    }

    private Optional<String> oid(String user) {
        return user.equals(Policy.EVERY)
                ? Optional.of(user)
                : directory.personNamed(user).or(() -> directory.person(user)).map(Person::oid);
    }

    private Optional<String> resource(String name) {
        return switch (name) {
            case Policy.EVERY -> Optional.of(name);
            case "graph" -> Optional.of(Directory.GRAPH);
            default -> directory.resource(name).map(Application::clientId);
        };
    }

    /**
     * The policies that this sign-in does not satisfy, in the order in which a person would meet them.
     *
     * @param resource nothing when somebody merely signs in: then only policies of the challenge count
     */
    public List<Policy> unmet(
            Person person, Optional<Application> resource, ClaimsChallenge challenge, Evidence evidence, Instant now) {
        Predicate<Policy> concerned = policy -> resource.map(Application::clientId)
                .filter(id -> policy.concerns(person.oid(), id))
                .isPresent();
        Predicate<Policy> challenged = policy ->
                challenge.policies().contains(policy.id()) && policy.concerns(person.oid(), policy.resource());
        return inForce.stream()
                .filter(concerned.or(challenged))
                .filter(policy -> !policy.isMet(evidence, now))
                .sorted((one, other) ->
                        other.requirement().remedy().compareTo(one.requirement().remedy()))
                .toList();
    }

    /** @throws EntraError when a policy, or the challenge that the client passed on, is not satisfied */
    public void check(Person person, Application resource, ClaimsChallenge challenge, Evidence evidence, Instant now) {
        List<Policy> unmet = unmet(person, Optional.of(resource), challenge, evidence, now);
        if (!unmet.isEmpty()) {
            throw unmet.getFirst().refusal(resource, evidence);
        }
        challenge.unmetContext(evidence).ifPresent(context -> {
            throw Aadsts.MFA_REQUIRED.with(resource.clientId()).withClaims(ClaimsChallenge.forContext(context));
        });
    }

    /** 1 lets also v2's token endpoint speak of policies in v1's words, as older clients expect. */
    public int dialect() {
        return dialect;
    }

    public void speak(int version) {
        dialect = version;
    }
}
