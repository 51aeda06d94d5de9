package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.onbehalfof.DownstreamRefusal.Wish;
import dev.onbehalf.orders.problem.ProblemException;
import dev.onbehalf.orders.problem.ProblemType;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** What the called API's refusals mean for our caller. Its own texts are not passed on. */
final class DownstreamFailures implements ResponseExceptionMapper<ProblemException> {

    private final Resource resource;
    private final Clock clock;

    DownstreamFailures(Resource resource, Clock clock) {
        this.resource = resource;
        this.clock = clock;
    }

    @Override
    public boolean handles(int status, MultivaluedMap<String, Object> headers) {
        return status >= 400;
    }

    @Override
    public ProblemException toThrowable(Response response) {
        String api = resource.displayName();
        return switch (response.getStatus()) {
            case 401 ->
                new ProblemException(
                        ProblemType.DOWNSTREAM_REFUSED_TOKEN,
                        api + " did not accept the exchanged token.",
                        new DownstreamRefusal(wantedInsteadOf(response)));
            case 403 -> new ProblemException(ProblemType.DOWNSTREAM_FORBIDDEN, api + " denies this to you.");
            case 404 -> new ProblemException(ProblemType.DOWNSTREAM_NOT_FOUND, api + " has no such thing.");
            case 429 -> throttled(api, retryAfter(response));
            case 503 ->
                new ProblemException(ProblemType.DOWNSTREAM_UNAVAILABLE, api + " cannot answer at the moment.")
                        .retryAfter(retryAfter(response));
            case 504 ->
                new ProblemException(ProblemType.DOWNSTREAM_TIMEOUT, api + " took too long.")
                        .retryAfter(retryAfter(response));
            default ->
                new ProblemException(
                        ProblemType.DOWNSTREAM_FAILED, api + " answered with status " + response.getStatus() + ".");
        };
    }

    private static Wish wantedInsteadOf(Response response) {
        List<String> challenges = response.getStringHeaders().getOrDefault(HttpHeaders.WWW_AUTHENTICATE, List.of());
        return ClaimsWanted.in(challenges).<Wish>map(Wish.MoreClaims::new).orElseGet(Wish.AnotherToken::new);
    }

    private static ProblemException throttled(String api, Duration delay) {
        return new ProblemException(
                        ProblemType.DOWNSTREAM_THROTTLED,
                        api + " asks us to slow down.",
                        new DownstreamRefusal(new Wish.Patience(delay)))
                .retryAfter(delay);
    }

    private Duration retryAfter(Response response) {
        return RetryAfter.of(response.getHeaderString(HttpHeaders.RETRY_AFTER), clock);
    }
}
