package dev.onbehalf.tenant.graph;

/** A refusal in Graph's words. */
final class GraphError extends RuntimeException {
    private final int status;
    private final String code;

    private GraphError(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static GraphError invalidToken(String message) {
        return new GraphError(401, "InvalidAuthenticationToken", message);
    }

    static GraphError forbidden() {
        return new GraphError(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
    }

    /** The words of the mail service. */
    static GraphError accessDenied() {
        return new GraphError(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
    }

    static GraphError badRequest(String code, String message) {
        return new GraphError(400, code, message);
    }

    static GraphError badRequest(String message) {
        return new GraphError(400, "BadRequest", message);
    }

    static GraphError notFound(String code, String message) {
        return new GraphError(404, code, message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
