package dev.onbehalf.web.signin;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestFilter;

/**
 * Lets a REST client call orders-api as the signed-in user: {@code @RegisterProvider(CallsWithUserToken.class)}. The call carries the
 * session's API token; a call without a session fails before it leaves.
 */
@ApplicationScoped
public class CallsWithUserToken implements ResteasyReactiveClientRequestFilter {

    private final SecurityIdentity identity;

    CallsWithUserToken(SecurityIdentity identity) {
        this.identity = identity;
    }

    @Override
    public void filter(ResteasyReactiveClientRequestContext request) {
        AccessTokenCredential token = identity.getCredential(AccessTokenCredential.class);
        if (token == null) {
            throw new IllegalStateException("A call in a user's name needs somebody who is signed in");
        }
        request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + token.getToken());
    }
}
