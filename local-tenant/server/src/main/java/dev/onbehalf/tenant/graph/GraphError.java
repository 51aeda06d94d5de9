package dev.onbehalf.tenant.graph;

import java.util.Optional;

/** A refusal in Graph's words. */
final class GraphError extends RuntimeException {
    private final int status;
    private final String code;
    private final String claims;

    private GraphError(int status, String code, String message) {
        this(status, code, message, null);
    }

    private GraphError(int status, String code, String message, String claims) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.claims = claims;
    }

    /** @param claims JSON that the client passes on to get a token that will do */
    static GraphError insufficientClaims(String claims) {
        return new GraphError(
                401,
                "InvalidAuthenticationToken",
                "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenCreatedWithOutdatedPolicies",
                claims);
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

    /** The challenge, or nothing when there is none. */
    Optional<String> claims() {
        return Optional.ofNullable(claims);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
