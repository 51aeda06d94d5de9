package dev.onbehalf.web.signin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What this application tells the tenant it can handle: {@code cp1}, claims challenges. Only to such applications' tokens belong long
 * lives and revocation within minutes.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/claims-challenge#client-capabilities">Client capabilities</a>
 */
final class Capabilities {

    private Capabilities() {}

    /** The {@code claims} parameter of a request nobody demanded anything of. */
    static String claims() {
        return claims(new JsonObject());
    }

    /** One parameter for both: what is demanded, and what we can handle. */
    static String claims(JsonObject demanded) {
        JsonObject capable = new JsonObject().put("values", new JsonArray().add("cp1"));
        return demanded.copy()
                .mergeIn(new JsonObject().put("access_token", new JsonObject().put("xms_cc", capable)), true)
                .encode();
    }
}
