package dev.onbehalf.orders.credential;

/** This API cannot prove at this moment who it is. The message is for the log: it names files and settings. */
public final class CredentialUnavailable extends RuntimeException {

    private final boolean passing;

    private CredentialUnavailable(String message, boolean passing) {
        super(message, null, false, false);
        this.passing = passing;
    }

    /** Somebody must do something about it. */
    static CredentialUnavailable untilMended(String message) {
        return new CredentialUnavailable(message, false);
    }

    /** The machine's identity service may answer again in a moment. */
    static CredentialUnavailable forNow(String message) {
        return new CredentialUnavailable(message, true);
    }

    /** Whether it makes sense to try again without a change. */
    public boolean isPassing() {
        return passing;
    }
}
