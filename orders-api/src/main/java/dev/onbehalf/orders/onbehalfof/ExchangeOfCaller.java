package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.access.Caller.SignedInUser;
import dev.onbehalf.orders.access.CurrentCaller;
import dev.onbehalf.orders.problem.Problems;
import io.quarkus.arc.Unremovable;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** The exchange for whoever is calling at this moment. */
@Singleton
@Unremovable
class ExchangeOfCaller {

    private final CurrentCaller caller;
    private final Exchanges exchanges;
    private final ExchangeProblems problems;
    private final CurrentVertxRequest request;

    ExchangeOfCaller(
            CurrentCaller caller, Exchanges exchanges, ExchangeProblems problems, CurrentVertxRequest request) {
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

    SignedInUser user() {
        return caller.user();
    }

    ExchangedToken tokenFor(SignedInUser user, Resource resource) {
        return problems.tokenOf(exchanges.exchange(user, resource), resource);
    }
}
