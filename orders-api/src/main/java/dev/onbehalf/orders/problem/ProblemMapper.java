package dev.onbehalf.orders.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.onbehalf.orders.problem.Problem.FieldError;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.ClientWebApplicationException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where a failure becomes an answer. Nothing of the platform's own messages gets out. */
class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    private final Problems problems;
    private final AllowedMethods methods;

    ProblemMapper(Problems problems, AllowedMethods methods) {
        this.problems = problems;
        this.methods = methods;
    }

    @ServerExceptionMapper
    Response known(ProblemException failure, RoutingContext request) {
        return problems.answer(failure, request);
    }

    /** A REST client wraps what its filters throw, and what keeps it from getting an answer. */
    @ServerExceptionMapper
    Response fromRestClient(ProcessingException failure, RoutingContext request) {
        String api = calledApi(request);
        for (Throwable t = failure; t != null; t = t.getCause()) {
            switch (t) {
                case ProblemException known -> {
                    return known(known, request);
                }
                case TimeoutException late -> {
                    return known(
                            new ProblemException(ProblemType.DOWNSTREAM_TIMEOUT, api + " took too long."), request);
                }
                case JacksonException unreadable -> {
                    return known(unreadableAnswer(request), request);
                }
                default -> {}
            }
        }
        LOG.warnf("Request %s: %s did not answer: %s", Problems.correlationId(request), api, kindOf(failure));
        return known(
                new ProblemException(ProblemType.DOWNSTREAM_UNAVAILABLE, api + " did not answer.")
                        .retryAfter(Duration.ofSeconds(5)),
                request);
    }

    private static ProblemException unreadableAnswer(RoutingContext request) {
        return new ProblemException(
                ProblemType.DOWNSTREAM_FAILED, calledApi(request) + " gave an answer that is not readable.");
    }

    private static String calledApi(RoutingContext request) {
        String api = request.get(Problems.CALLED_API);
        return api == null ? "Another API" : api;
    }

    /** The message of such an exception may quote an address. */
    private static String kindOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }

    @ServerExceptionMapper(ConstraintViolationException.class)
    Response invalid(ConstraintViolationException failure, RoutingContext request) {
        List<FieldError> errors = failure.getConstraintViolations().stream()
                .map(v -> new FieldError(fieldOf(v), v.getMessage()))
                .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
                .toList();
        boolean header = errors.stream().allMatch(e -> e.field().equals("Idempotency-Key"));
        if (header) {
            return known(
                    new ProblemException(
                                    ProblemType.IDEMPOTENCY_KEY_INVALID,
                                    "The header Idempotency-Key "
                                            + errors.getFirst().message() + ".")
                            .errors(errors),
                    request);
        }
        return known(
                new ProblemException(
                                ProblemType.BODY_INVALID, "The request was understood, but its values are not allowed.")
                        .errors(errors),
                request);
    }

    @ServerExceptionMapper(MismatchedInputException.class)
    Response mismatched(MismatchedInputException failure, RoutingContext request) {
        return known(unreadable(failure), request);
    }

    /** What Jackson throws past the reader, such as a document nested too deeply. */
    @ServerExceptionMapper(JsonProcessingException.class)
    Response unreadableJson(JsonProcessingException failure, RoutingContext request) {
        return known(unreadable(failure), request);
    }

    @ServerExceptionMapper
    Response fromPlatform(WebApplicationException failure, RoutingContext request) {
        if (failure instanceof ClientWebApplicationException) {
            return known(unreadableAnswer(request), request);
        }
        if (failure.getCause() instanceof JacksonException unreadable) {
            return known(unreadable(unreadable), request);
        }
        if (failure.getCause() instanceof ProblemException known) {
            return known(known, request);
        }
        int status = failure.getResponse().getStatus();
        if (status >= 500) {
            return unexpected(failure, request);
        }
        ProblemException problem = forStatus(status);
        return known(status == 405 ? problem.header("Allow", methods.of(request.normalizedPath())) : problem, request);
    }

    private static ProblemException forStatus(int status) {
        return switch (status) {
            case 404 -> new ProblemException(ProblemType.PATH_NOT_FOUND, "This API has nothing at this path.");
            case 405 ->
                new ProblemException(
                        ProblemType.METHOD_NOT_ALLOWED, "This path does not know the method of the request.");
            case 406 ->
                new ProblemException(
                        ProblemType.NOT_ACCEPTABLE, "The resource cannot be sent in a type the request accepts.");
            case 413 -> BodyLimit.exceeded();
            case 415 ->
                new ProblemException(
                        ProblemType.MEDIA_TYPE_UNSUPPORTED, "The body's Content-Type is not application/json.");
            default -> new ProblemException(ProblemType.REQUEST_INVALID, "The request could not be understood.");
        };
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure, RoutingContext request) {
        LOG.errorf(failure, "Request %s failed", Problems.correlationId(request));
        return known(new ProblemException(ProblemType.INTERNAL_ERROR, "The request failed unexpectedly."), request);
    }

    private static ProblemException unreadable(JacksonException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException known) {
                return known;
            }
        }
        return switch (failure) {
            case UnrecognizedPropertyException unknown ->
                new ProblemException(ProblemType.BODY_INVALID, "The body has a member that this API does not know.")
                        .errors(List.of(new FieldError(pathOf(unknown), "is not known")));
            case MismatchedInputException wrong
            when !wrong.getPath().isEmpty() ->
                new ProblemException(ProblemType.BODY_INVALID, "A member of the body has the wrong type.")
                        .errors(List.of(new FieldError(pathOf(wrong), "has the wrong type")));
            case JsonMappingException large
            when large.getCause() instanceof InputCoercionException ->
                new ProblemException(ProblemType.BODY_INVALID, "A number of the body is out of range.")
                        .errors(List.of(new FieldError(pathOf(large), "is out of range")));
            default -> malformed(failure);
        };
    }

    private static ProblemException malformed(JacksonException failure) {
        var where = failure.getLocation();
        String detail = where == null || where.getLineNr() < 1
                ? "The body is empty or not a JSON object."
                : "The body is not the JSON that is expected here: see line " + where.getLineNr() + ", column "
                        + where.getColumnNr() + ".";
        return new ProblemException(ProblemType.BODY_MALFORMED, detail);
    }

    private static String pathOf(JsonMappingException failure) {
        return failure.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : printable(step.getFieldName()))
                .collect(Collectors.joining("."));
    }

    /** The name of an unknown member is the caller's text: kept short. */
    private static String printable(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }

    private static String fieldOf(ConstraintViolation<?> violation) {
        String field = "";
        for (Path.Node node : violation.getPropertyPath()) {
            field = node.getName() == null ? field : node.getName();
        }
        return field.equals("idempotencyKey") ? "Idempotency-Key" : field;
    }
}
