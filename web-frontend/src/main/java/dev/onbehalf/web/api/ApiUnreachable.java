package dev.onbehalf.web.api;

/** orders-api did not answer, or something in front of it answered in its place (502, 503, 504 without a problem). */
public final class ApiUnreachable extends ApiFailure {

    public ApiUnreachable(Throwable cause) {
        super("orders-api does not answer", cause);
    }
}
