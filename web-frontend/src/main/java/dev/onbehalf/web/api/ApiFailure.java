package dev.onbehalf.web.api;

/** A call to orders-api that brought no result: it refused, it wants more of the person first, or it did not answer. */
public abstract sealed class ApiFailure extends RuntimeException permits ApiRefused, ApiChallenged, ApiUnreachable {

    ApiFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
