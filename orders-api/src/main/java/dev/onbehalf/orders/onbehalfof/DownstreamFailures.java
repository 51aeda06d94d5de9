package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.problem.ProblemException;
import dev.onbehalf.orders.problem.ProblemType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** What the called API's refusals mean for our caller. Its own texts are not passed on. */
final class DownstreamFailures implements ResponseExceptionMapper<ProblemException> {

    private final Resource resource;

    DownstreamFailures(Resource resource) {
        this.resource = resource;
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
                        ProblemType.DOWNSTREAM_REFUSED_TOKEN, api + " did not accept the exchanged token.");
            case 403 -> new ProblemException(ProblemType.DOWNSTREAM_FORBIDDEN, api + " denies this to you.");
            case 404 -> new ProblemException(ProblemType.DOWNSTREAM_NOT_FOUND, api + " has no such thing.");
            case 429 ->
                new ProblemException(ProblemType.DOWNSTREAM_THROTTLED, api + " asks us to slow down.")
                        .retryAfter(retryAfter(response));
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

    private static Duration retryAfter(Response response) {
        String seconds = response.getHeaderString("Retry-After");
        return seconds != null && seconds.matches("\\d{1,5}")
                ? Duration.ofSeconds(Long.parseLong(seconds))
                : Duration.ofSeconds(10);
    }
}
