package dev.onbehalf.web.api;

/** A call to orders-api that brought no result: either it refused, or it did not answer. */
public abstract sealed class ApiFailure extends RuntimeException permits ApiRefused, ApiUnreachable {

    ApiFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
