package dev.onbehalf.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** Turns an error answer of orders-api into an {@link ApiFailure} that carries its problem. */
public final class ReadsProblems implements ResponseExceptionMapper<ApiFailure> {

    private static final Set<Integer> SPOKEN_BY_A_GATEWAY = Set.of(502, 503, 504);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public ApiFailure toThrowable(Response response) {
        int status = response.getStatus();
        ApiProblem problem = read(response, status);
        Optional<Wanted> wanted = wanted(response, problem);
        if (wanted.isPresent()) {
            return new ApiChallenged(wanted.get());
        }
        return problem.type().isEmpty() && SPOKEN_BY_A_GATEWAY.contains(status)
                ? new ApiUnreachable(null)
                : new ApiRefused(problem);
    }

    private static Optional<Wanted> wanted(Response response, ApiProblem problem) {
        if (problem.is("consent-required")) {
            Optional<Wanted> named = BearerChallenge.consent(problem.scope());
            return named.isPresent() ? named : challenge(response).flatMap(BearerChallenge::consentNamed);
        }
        return challenge(response).flatMap(challenge -> challenge.wanted(problem.status()));
    }

    private static Optional<BearerChallenge> challenge(Response response) {
        return BearerChallenge.in(response.getStringHeaders().getOrDefault("WWW-Authenticate", List.of()));
    }

    private static ApiProblem read(Response response, int status) {
        String type = response.getHeaderString("Content-Type");
        if (type == null || !type.startsWith("application/problem+json")) {
            return ApiProblem.without(status);
        }
        try {
            return JSON.readValue(response.readEntity(String.class), ApiProblem.class)
                    .withStatus(status);
        } catch (JsonProcessingException notJson) {
            return ApiProblem.without(status);
        }
    }
}
