package dev.onbehalf.web.challenge;

import dev.onbehalf.web.api.Wanted;
import dev.onbehalf.web.signin.Owner;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * Why somebody is sent to the tenant, and what they were about to do.
 *
 * @param owner whose it is: nobody else continues it
 * @param loginHint opaque; may be empty
 * @param wanted null where the tenant has nothing to do with it: a form that failed and is kept for another attempt
 * @param page path and query of the page to come back to
 * @param form null where nothing was being sent
 * @param until when it is forgotten
 */
record Detour(Owner owner, String loginHint, Wanted wanted, String page, Form form, Instant until) {

    /** What was being done, for another attempt: whatever it takes is asked for anew. */
    Detour keptUntil(Instant later) {
        return new Detour(owner, loginHint, null, page, form, later);
    }

    boolean isKept() {
        return wanted == null;
    }

    boolean isAfterSignIn() {
        return wanted instanceof Wanted.SignIn;
    }

    boolean wants(Wanted other) {
        return wanted != null && wanted.kind().equals(other.kind());
    }

    /** Where it shows what became of it. */
    String resultPage() {
        return form == null ? page : Deed.of(form).resultPage(page);
    }

    Optional<Form> interrupted() {
        return Optional.ofNullable(form);
    }

    JsonObject json() {
        return new JsonObject()
                .put("tid", owner.tenantId())
                .put("oid", owner.objectId())
                .put("hint", loginHint)
                .put("wish", wanted == null ? null : wish(wanted))
                .put("page", page)
                .put("form", form == null ? null : form.json())
                .put("until", until.toEpochMilli());
    }

    private static JsonObject wish(Wanted wanted) {
        return switch (wanted) {
            case Wanted.Claims claims -> new JsonObject().put("claims", claims.json());
            case Wanted.Consent consent -> new JsonObject().put("scope", consent.scope());
            case Wanted.SignIn signIn -> new JsonObject();
        };
    }

    private static Wanted wanted(JsonObject wish) {
        if (wish == null) {
            return null;
        }
        return wish.containsKey("claims")
                ? new Wanted.Claims(wish.getString("claims"))
                : wish.containsKey("scope") ? new Wanted.Consent(wish.getString("scope")) : new Wanted.SignIn();
    }

    static Detour of(JsonObject json) {
        JsonObject form = json.getJsonObject("form");
        return new Detour(
                new Owner(json.getString("tid"), json.getString("oid")),
                json.getString("hint"),
                wanted(json.getJsonObject("wish")),
                json.getString("page"),
                form == null ? null : Form.of(form),
                Instant.ofEpochMilli(json.getLong("until")));
    }

    @Override
    public String toString() {
        return "Detour[***]";
    }
}
