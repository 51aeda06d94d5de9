package dev.onbehalf.tenant.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.http.Json;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The {@code claims} parameter. Unknown members are ignored, broken JSON is refused.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#ClaimsParameter">OpenID Connect Core §5.5</a>
 */
public final class ClaimsJson {
    private ClaimsJson() {}

    public static Optional<ObjectNode> parse(Optional<String> parameter) {
        return parameter.map(text -> Json.object(text).orElseThrow(Aadsts.CLAIMS_MALFORMED::with));
    }

    /** What the client can handle, e.g. {@code cp1}; compared without regard to case. */
    public static Set<String> capabilities(Optional<ObjectNode> claims) {
        var capabilities = new TreeSet<String>();
        JsonNode wish =
                claims.map(json -> json.path("access_token").path("xms_cc")).orElse(null);
        if (wish != null) {
            wish.path("values").forEach(value -> capabilities.add(value.asText().toLowerCase(Locale.ROOT)));
            if (wish.path("value").isTextual()) {
                capabilities.add(wish.path("value").asText().toLowerCase(Locale.ROOT));
            }
        }
        return capabilities;
    }
}
