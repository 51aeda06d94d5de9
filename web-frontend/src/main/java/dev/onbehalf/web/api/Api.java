package dev.onbehalf.web.api;

import dev.onbehalf.web.signin.RefusedToken;
import jakarta.ws.rs.ProcessingException;
import java.util.function.Supplier;

/** The border to orders-api: what the REST client throws becomes an {@link ApiFailure} here and nowhere else. */
public final class Api {

    private Api() {}

    /**
     * Asks and waits for the answer.
     *
     * @throws ApiFailure when there is no result
     */
    public static <T> T ask(Supplier<T> question) {
        try {
            return askOnceMoreWithAFreshToken(question);
        } catch (ProcessingException noAnswer) {
            // The client wraps what its own filters throw, too.
            if (noAnswer.getCause() instanceof ApiFailure failure) {
                throw failure;
            }
            throw new ApiUnreachable(noAnswer);
        }
    }

    // A refused call has done nothing, so it may be repeated whatever its method.
    private static <T> T askOnceMoreWithAFreshToken(Supplier<T> question) {
        try {
            return question.get();
        } catch (ApiRefused refused) {
            return switch (RefusedToken.renewed()) {
                case RENEWED -> question.get();
                case SESSION_OVER -> throw new ApiChallenged(new Wanted.SignIn());
                case NOT_RENEWED -> throw refused;
            };
        }
    }
}
