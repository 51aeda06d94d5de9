package dev.onbehalf.web.api;

/** orders-api cannot go on before the person has been to the tenant. Nothing has been done. */
public final class ApiChallenged extends ApiFailure {

    private final transient Wanted wanted;

    public ApiChallenged(Wanted wanted) {
        super("orders-api wants more of the person: " + wanted.getClass().getSimpleName(), null);
        this.wanted = wanted;
    }

    public Wanted wanted() {
        return wanted;
    }
}
