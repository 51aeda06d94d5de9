package dev.onbehalf.web.api;

/** orders-api answered with a problem. */
public final class ApiRefused extends ApiFailure {

    private final transient ApiProblem problem;

    public ApiRefused(ApiProblem problem) {
        super("orders-api answered " + problem.status() + " " + problem.type(), null);
        this.problem = problem;
    }

    public ApiProblem problem() {
        return problem;
    }
}
