package dev.onbehalf.orders.problem;

import dev.onbehalf.orders.problem.Problem.FieldError;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request that ends in a problem. Its texts reach the caller: never a token, a name or a class in them. */
public final class ProblemException extends RuntimeException {

    private final ProblemType type;
    private final transient Map<String, String> headers = new LinkedHashMap<>();
    private transient List<FieldError> errors;
    private Integer aadsts;
    private String remedy;

    public ProblemException(ProblemType type, String detail) {
        this(type, detail, null);
    }

    public ProblemException(ProblemType type, String detail, Throwable cause) {
        super(detail, cause, false, cause != null);
        this.type = type;
    }

    public ProblemException errors(List<FieldError> errors) {
        this.errors = List.copyOf(errors);
        return this;
    }

    public ProblemException aadsts(Integer number) {
        this.aadsts = number;
        return this;
    }

    /** Replaces the type's own remedy where a better one is known. */
    public ProblemException remedy(String better) {
        this.remedy = better;
        return this;
    }

    public ProblemException header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Whole seconds, at least one (RFC 9110 §10.2.3). */
    public ProblemException retryAfter(Duration delay) {
        return header("Retry-After", Long.toString(Math.max(1, delay.toSeconds())));
    }

    public ProblemType type() {
        return type;
    }

    Map<String, String> headers() {
        return headers;
    }

    Optional<List<FieldError>> errors() {
        return Optional.ofNullable(errors);
    }

    Optional<Integer> aadsts() {
        return Optional.ofNullable(aadsts);
    }

    Optional<String> remedy() {
        return Optional.ofNullable(remedy);
    }
}
