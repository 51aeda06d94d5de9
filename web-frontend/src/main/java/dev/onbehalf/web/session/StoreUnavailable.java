package dev.onbehalf.web.session;

/** The session store does not answer. Nobody is signed out by this: the cookie stays, the page says to try again. */
public class StoreUnavailable extends RuntimeException {

    StoreUnavailable(Throwable cause) {
        super("The session store does not answer", cause);
    }
}
