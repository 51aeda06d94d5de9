package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.access.Caller.SignedInUser;
import dev.onbehalf.orders.access.CurrentCaller;
import dev.onbehalf.orders.onbehalfof.Exchange.AssertionRefused;
import dev.onbehalf.orders.onbehalfof.Exchange.Challenge;
import dev.onbehalf.orders.problem.ProblemException;
import dev.onbehalf.orders.problem.Problems;
import io.quarkus.arc.Unremovable;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The exchange for whoever is calling at this moment. */
@Singleton
@Unremovable
class ExchangeOfCaller {

    private static final String DEADLINE = "downstreamDeadline";
    private static final String RENEWED = "renewedToken:";

    private final CurrentCaller caller;
    private final Exchanges exchanges;
    private final ExchangeProblems problems;
    private final OnBehalfOfConfig config;
    private final CurrentVertxRequest request;

    ExchangeOfCaller(
            CurrentCaller caller,
            Exchanges exchanges,
            ExchangeProblems problems,
            OnBehalfOfConfig config,
            CurrentVertxRequest request) {
        this.config = config;
        this.request = request;
        this.caller = caller;
        this.exchanges = exchanges;
        this.problems = problems;
    }

    /** Lets a problem name the API when it does not answer at all. */
    void names(Resource resource) {
        RoutingContext current = request.getCurrent();
        if (current != null) {
            current.put(Problems.CALLED_API, resource.displayName());
        }
    }

    /** How long one call may take once its token is there. */
    Duration callLimit() {
        return config.downstreamTimeout();
    }

    /** Until when this request may wait for APIs that ask for patience, all of them together; in {@code nanoTime}. */
    long deadline() {
        long fromNow = System.nanoTime() + config.downstreamBudget().toNanos();
        RoutingContext current = request.getCurrent();
        if (current == null) {
            return fromNow;
        }
        Long known = current.get(DEADLINE);
        if (known == null) {
            current.put(DEADLINE, fromNow);
        }
        return known == null ? fromNow : known;
    }

    void forget(Resource resource) {
        exchanges.forget(caller.user(), resource);
        RoutingContext current = request.getCurrent();
        if (current != null) {
            current.remove(RENEWED + resource);
        }
    }

    /**
     * Exchanges anew with the claims that the called API wants. The token is used for the rest of this request; the next
     * one gets a new one anyway.
     *
     * @throws ProblemException when the tenant does not grant it; a sign-in that is no longer good enough is a challenge
     */
    void satisfy(Resource resource, String claims) {
        SignedInUser user = caller.user();
        Exchange answer = exchanges.exchange(user, resource, claims);
        if (answer instanceof AssertionRefused over) {
            throw problems.of(new Challenge(claims, over.aadsts()), resource, user);
        }
        ExchangedToken token = problems.tokenOf(answer, resource, user);
        request.getCurrent().put(RENEWED + resource, token);
    }

    /** What the called API wants although it was given a token with these claims. */
    ProblemException challenge(Resource resource, String claims) {
        return problems.of(new Challenge(claims, null), resource, caller.user());
    }

    SignedInUser user() {
        return caller.user();
    }

    ExchangedToken tokenFor(SignedInUser user, Resource resource) {
        RoutingContext current = request.getCurrent();
        ExchangedToken renewed = current == null ? null : current.get(RENEWED + resource);
        return renewed != null ? renewed : problems.tokenOf(exchanges.exchange(user, resource), resource, user);
    }
}
