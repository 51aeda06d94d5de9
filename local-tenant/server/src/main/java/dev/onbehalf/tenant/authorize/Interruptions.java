package dev.onbehalf.tenant.authorize;

import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.error.EntraError;
import dev.onbehalf.tenant.policy.ClaimsChallenge;
import dev.onbehalf.tenant.policy.Evidence;
import dev.onbehalf.tenant.policy.Policies;
import dev.onbehalf.tenant.policy.Policy;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Finds what interrupts a sign-in: policies first, then consent. */
final class Interruptions {
    private final Directory directory;
    private final Policies policies;
    private final Clock clock;

    Interruptions(Directory directory, Policies policies, Clock clock) {
        this.directory = directory;
        this.policies = policies;
        this.clock = clock;
    }

    /** @param consented whether the person accepted just now; else {@code prompt=consent} would ask for ever */
    Optional<Interruption> of(
            AuthorizeAttempt attempt, Person person, BrowserSession.Account account, boolean consented) {
        Evidence evidence = evidence(account);
        Optional<Policy> first = unmet(attempt, person, evidence).stream().findFirst();
        if (first.isPresent()) {
            return Optional.of(byPolicy(first.get(), attempt, evidence));
        }
        if (attempt.challenge.unmetContext(evidence).isPresent()) {
            String context = attempt.challenge.unmetContext(evidence).get();
            return Optional.of(new Interruption.SecondFactor(Aadsts.MFA_REQUIRED
                    .with(attempt.scopes.resource().clientId())
                    .withClaims(ClaimsChallenge.forContext(context))));
        }
        return consented ? Optional.empty() : byConsent(attempt, person);
    }

    private static Interruption byPolicy(Policy policy, AuthorizeAttempt attempt, Evidence evidence) {
        EntraError refusal = policy.refusal(attempt.scopes.resource(), evidence);
        return switch (policy.requirement().remedy()) {
            case SECOND_FACTOR -> new Interruption.SecondFactor(refusal);
            case PASSWORD -> new Interruption.PasswordAgain(refusal);
            case NONE -> new Interruption.Barred(refusal);
        };
    }

    private Optional<Interruption> byConsent(AuthorizeAttempt attempt, Person person) {
        EntraError missing = Aadsts.CONSENT_REQUIRED.with(attempt.client.clientId(), attempt.client.name());
        return ConsentRequest.of(attempt, person, directory)
                .map(request -> request.needsAdministrator()
                        ? new Interruption.AdministratorOnly(request, missing)
                        : new Interruption.Consent(request, missing));
    }

    /** A second factor satisfies the authentication contexts that are asked for, now or with an earlier one. */
    BrowserSession.Account withContexts(AuthorizeAttempt attempt, Person person, BrowserSession.Account account) {
        Evidence evidence = evidence(account);
        if (!evidence.secondFactor()) {
            return account;
        }
        var contexts = new TreeSet<String>();
        attempt.challenge.unmetContext(evidence).ifPresent(contexts::add);
        unmet(attempt, person, evidence).stream()
                .flatMap(policy -> policy.context().stream())
                .forEach(contexts::add);
        return account.satisfying(contexts);
    }

    private List<Policy> unmet(AuthorizeAttempt attempt, Person person, Evidence evidence) {
        return policies.unmet(
                person,
                attempt.scopes.reachesResource() ? Optional.of(attempt.scopes.resource()) : Optional.empty(),
                attempt.challenge,
                evidence,
                clock.instant());
    }

    private static Evidence evidence(BrowserSession.Account account) {
        return account.signIn().evidence();
    }
}
