package dev.onbehalf.tenant.error;

/** A refusal in Entra's words. How it travels (JSON, redirect, page) is decided by whoever catches it. */
public final class EntraError extends RuntimeException {
    private final Aadsts code;
    private final String error;
    private final String suberror;
    private final String claims;

    EntraError(Aadsts code, String error, String text, String suberror, String claims) {
        super(text, null, false, false);
        this.code = code;
        this.error = error;
        this.suberror = suberror;
        this.claims = claims;
    }

    /** The same refusal under another OAuth error: the front door and v1 use other words than v2's token endpoint. */
    public EntraError as(String otherError) {
        return new EntraError(code, otherError, getMessage(), suberror, claims);
    }

    /** @param challenge JSON that a client passes on as {@code claims} to satisfy what is missing */
    public EntraError withClaims(String challenge) {
        return new EntraError(code, error, getMessage(), suberror, challenge);
    }

    public Aadsts code() {
        return code;
    }

    /** The OAuth error, e.g. {@code invalid_grant}. */
    public String error() {
        return error;
    }

    public int status() {
        return code.status();
    }

    /** May be null. */
    public String suberror() {
        return suberror;
    }

    /** A JSON text, may be null. */
    public String claims() {
        return claims;
    }
}
