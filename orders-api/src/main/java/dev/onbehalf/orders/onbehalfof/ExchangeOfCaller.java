package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.access.Caller.SignedInUser;
import dev.onbehalf.orders.access.CurrentCaller;
import dev.onbehalf.orders.problem.ProblemException;
import dev.onbehalf.orders.problem.Problems;
import io.quarkus.arc.Unremovable;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** The exchange for whoever is calling at this moment. */
@Singleton
@Unremovable
class ExchangeOfCaller {

    private static final String DEADLINE = "downstreamDeadline";

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
    }

    ProblemException problemOf(Exchange.Challenge challenge, Resource resource) {
        return problems.of(challenge, resource);
    }

    SignedInUser user() {
        return caller.user();
    }

    ExchangedToken tokenFor(SignedInUser user, Resource resource) {
        return problems.tokenOf(exchanges.exchange(user, resource), resource);
    }
}
