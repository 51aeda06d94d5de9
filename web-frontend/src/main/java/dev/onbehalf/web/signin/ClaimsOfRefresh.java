package dev.onbehalf.web.signin;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.common.OidcEndpoint;
import io.quarkus.oidc.common.OidcRequestFilter;
import io.vertx.mutiny.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A refreshed token is as capable as the first one only if the tenant is told again. */
@Unremovable
@ApplicationScoped
@OidcEndpoint(OidcEndpoint.Type.TOKEN)
class ClaimsOfRefresh implements OidcRequestFilter {

    private static final String CLAIMS = "&claims=" + URLEncoder.encode(Capabilities.claims(), StandardCharsets.UTF_8);

    @Override
    public void filter(OidcRequestContext call) {
        if ("refresh_token".equals(call.contextProperties().getString("grant_type"))) {
            call.requestBody(Buffer.buffer(call.requestBody().toString() + CLAIMS));
        }
    }
}
