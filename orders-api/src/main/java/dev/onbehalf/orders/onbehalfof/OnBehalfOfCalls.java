package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.onbehalfof.DownstreamRefusal.Wish;
import dev.onbehalf.orders.problem.ProblemException;
import dev.onbehalf.orders.problem.ProblemType;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.time.Duration;

/**
 * Around each call of an {@link OnBehalfOf} client: does what the called API wishes before the caller has to know.
 *
 * <ul>
 *   <li>A token that is not accepted is forgotten, and the call made once more with a fresh one. Nothing has happened
 *       over there before a 401, so that any method may be repeated; the same goes for a 429.
 *   <li>Where the API wants more claims of the user (CAE), the tenant is asked once for a token with them, and the call
 *       made again: often a newer token is all that is wanted. Only what the tenant does not grant becomes the user's
 *       business.
 *   <li>A call that takes longer than its limit is given up, also in the middle of its answer.
 *   <li>Where it asks for patience, the call is made again after that time, as long as the request's budget lasts.
 * </ul>
 */
@OnBehalfOf({})
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class OnBehalfOfCalls {

    private final ExchangeOfCaller caller;

    OnBehalfOfCalls(ExchangeOfCaller caller) {
        this.caller = caller;
    }

    @AroundInvoke
    Object call(InvocationContext call) throws Exception {
        long deadline = caller.deadline();
        boolean renewed = false;
        boolean satisfied = false;
        while (true) {
            try {
                return limited(call);
            } catch (ProblemException problem) {
                if (!(problem.getCause() instanceof DownstreamRefusal refusal)) {
                    throw problem;
                }
                Resource resource = resourceOf(call);
                switch (refusal.wish()) {
                    case Wish.AnotherToken another -> {
                        caller.forget(resource);
                        if (renewed) {
                            throw refusedAgain(resource);
                        }
                        renewed = true;
                    }
                    case Wish.MoreClaims more -> {
                        caller.forget(resource);
                        if (satisfied) {
                            throw caller.challenge(resource, more.claims());
                        }
                        caller.satisfy(resource, more.claims());
                        satisfied = true;
                    }
                    case Wish.Patience patience -> sleep(patience.delay(), deadline, problem);
                }
            }
        }
    }

    private static Object limited(InvocationContext call) throws Exception {
        CallLimit limit = CallLimit.prepare();
        try {
            Object answer = call.proceed();
            limit.end();
            return answer;
        } catch (Exception failed) {
            throw limit.end() ? tookTooLong(call, failed) : failed;
        }
    }

    private static ProblemException tookTooLong(InvocationContext call, Exception failed) {
        return new ProblemException(
                ProblemType.DOWNSTREAM_TIMEOUT, resourceOf(call).displayName() + " took too long.", failed);
    }

    private static Resource resourceOf(InvocationContext call) {
        return Resource.of(call.getInterceptorBinding(OnBehalfOf.class).value());
    }

    private static ProblemException refusedAgain(Resource resource) {
        return new ProblemException(
                ProblemType.DOWNSTREAM_REFUSED_TOKEN,
                resource.displayName() + " accepted neither the exchanged token nor a fresh one.");
    }

    private static void sleep(Duration delay, long deadline, ProblemException otherwise) throws InterruptedException {
        // An API that says "now" may say so again and again.
        Duration atLeast = delay.isZero() ? Duration.ofMillis(100) : delay;
        if (atLeast.toNanos() > deadline - System.nanoTime()) {
            throw otherwise;
        }
        Thread.sleep(atLeast);
    }
}
