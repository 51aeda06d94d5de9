package dev.onbehalf.web.signin;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestFilter;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientResponseFilter;

/**
 * Lets a REST client call orders-api as the signed-in user: {@code @RegisterProvider(CallsWithUserToken.class)}. The call carries the
 * session's API token; a call without a session fails before it leaves. When the API finds the token invalid this is remembered for
 * {@link RefusedToken}.
 */
@ApplicationScoped
public class CallsWithUserToken implements ResteasyReactiveClientRequestFilter, ResteasyReactiveClientResponseFilter {

    private static final String REQUEST = CallsWithUserToken.class.getName();

    private final SecurityIdentity identity;
    private final CurrentVertxRequest current;

    CallsWithUserToken(SecurityIdentity identity, CurrentVertxRequest current) {
        this.identity = identity;
        this.current = current;
    }

    @Override
    public void filter(ResteasyReactiveClientRequestContext call) {
        call.setProperty(REQUEST, current.getCurrent());
        String token = session(call)
                .map(session -> session.session().tokens().accessToken())
                .orElseGet(this::tokenOfIdentity);
        call.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + token);
    }

    private String tokenOfIdentity() {
        AccessTokenCredential credential = identity.getCredential(AccessTokenCredential.class);
        if (credential == null) {
            throw new IllegalStateException("A call in a user's name needs somebody who is signed in");
        }
        return credential.getToken();
    }

    @Override
    public void filter(ResteasyReactiveClientRequestContext call, ClientResponseContext answer) {
        if (answer.getStatus() == 401 && saysInvalid(answer)) {
            session(call).ifPresent(session -> RefusedToken.remember(request(call), session));
        }
    }

    // RFC 6750 §3.1. A claims challenge (insufficient_claims) is for the person, not for a refresh.
    private static boolean saysInvalid(ClientResponseContext answer) {
        String challenge = answer.getHeaderString(HttpHeaders.WWW_AUTHENTICATE);
        return challenge != null && challenge.contains("invalid_token");
    }

    private static Optional<RequestSession> session(ClientRequestContext call) {
        return RequestSession.of(request(call));
    }

    private static RoutingContext request(ClientRequestContext call) {
        return (RoutingContext) call.getProperty(REQUEST);
    }
}
