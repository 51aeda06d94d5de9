package dev.onbehalf.web.problem;

/**
 * How something that a person was doing ended.
 *
 * @param code the AADSTS number or nothing
 * @param correlationId what the tenant calls the event, or nothing
 * @param back where it began: a path of this application
 * @param again where it can be taken up, or nothing: a path of this application
 */
public record Ending(ProblemKind kind, String code, String correlationId, String back, String again) {

    public static Ending of(ProblemKind kind) {
        return new Ending(kind, "", "", "/", "");
    }

    public Ending told(String tenantCode, String tenantCorrelationId) {
        return new Ending(kind, tenantCode, tenantCorrelationId, back, again);
    }

    public Ending backTo(String path) {
        return new Ending(kind, code, correlationId, path, again);
    }

    public Ending againAt(String path) {
        return new Ending(kind, code, correlationId, back, path);
    }
}
