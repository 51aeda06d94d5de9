package dev.onbehalf.orders.credential;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Why a file or a service could not be read, in words: the exceptions' own messages repeat the address or say nothing. */
final class Cause {

    private Cause() {}

    static String of(Exception failure) {
        return switch (failure) {
            case NoSuchFileException missing -> "it does not exist";
            case AccessDeniedException denied -> "access is denied";
            case java.net.ConnectException refused -> "nothing answers there";
            case java.net.http.HttpTimeoutException late -> "it does not answer in time";
            default -> failure.getClass().getSimpleName();
        };
    }
}
