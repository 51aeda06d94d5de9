package dev.onbehalf.web.challenge;

import dev.onbehalf.web.api.Wanted;
import dev.onbehalf.web.signin.Owner;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Why somebody is sent to the tenant, and what they were about to do.
 *
 * @param owner whose it is: nobody else continues it
 * @param loginHint opaque; may be empty
 * @param page path and query of the page to come back to
 * @param form null where nothing was being sent
 */
record Detour(Owner owner, String loginHint, Wanted wanted, String page, Form form) {

    Optional<Form> interrupted() {
        return Optional.ofNullable(form);
    }

    JsonObject json() {
        JsonObject wish =
                switch (wanted) {
                    case Wanted.Claims claims -> new JsonObject().put("claims", claims.json());
                    case Wanted.Consent consent -> new JsonObject().put("scope", consent.scope());
                    case Wanted.SignIn signIn -> new JsonObject();
                };
        return new JsonObject()
                .put("tid", owner.tenantId())
                .put("oid", owner.objectId())
                .put("hint", loginHint)
                .put("wish", wish)
                .put("page", page)
                .put("form", form == null ? null : form.json());
    }

    static Detour of(JsonObject json) {
        JsonObject wish = json.getJsonObject("wish");
        JsonObject form = json.getJsonObject("form");
        return new Detour(
                new Owner(json.getString("tid"), json.getString("oid")),
                json.getString("hint"),
                wish.containsKey("claims")
                        ? new Wanted.Claims(wish.getString("claims"))
                        : wish.containsKey("scope") ? new Wanted.Consent(wish.getString("scope")) : new Wanted.SignIn(),
                json.getString("page"),
                form == null ? null : Form.of(form));
    }

    @Override
    public String toString() {
        return "Detour[***]";
    }
}
