package dev.onbehalf.web.signin;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** What orders-api got in a person's name: forgotten there when a session of theirs is ended on purpose. */
@ApplicationScoped
class ExchangedTokens {

    private static final Logger LOG = Logger.getLogger(ExchangedTokens.class);

    private final OrdersApiSession ordersApi;
    private final SignInConfig config;

    ExchangedTokens(@RestClient OrdersApiSession ordersApi, SignInConfig config) {
        this.ordersApi = ordersApi;
        this.config = config;
    }

    /** Best effort: orders-api forgets by itself when the token ends, and its outage must not keep anybody signed in. Blocks. */
    void forget() {
        try {
            ordersApi.forget().await().atMost(config.forgetTimeout());
        } catch (RuntimeException e) {
            LOG.warnf(
                    "orders-api did not forget the exchanged tokens (%s)",
                    e.getClass().getSimpleName());
        }
    }
}
