package dev.onbehalf.orders.access;

import dev.onbehalf.orders.problem.ProblemType;
import io.smallrye.jwt.auth.principal.ParseException;

/** A token that is not let in. The description reaches the caller, so it never quotes the token. */
final class TokenRefused extends ParseException {

    private final ProblemType type;

    TokenRefused(ProblemType type, String description) {
        super(description);
        this.type = type;
    }

    static TokenRefused invalid(String description) {
        return new TokenRefused(ProblemType.TOKEN_INVALID, description);
    }

    ProblemType type() {
        return type;
    }

    /** A refusal is an answer, not a fault: nobody reads its stack. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
