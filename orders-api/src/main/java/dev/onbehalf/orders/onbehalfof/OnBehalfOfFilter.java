package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.access.Caller.SignedInUser;
import io.vertx.core.Context;
import io.vertx.core.http.HttpClientRequest;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.client.impl.ClientRequestContextImpl;

/** Puts the exchanged token where a stock client would pass on the caller's own. */
final class OnBehalfOfFilter implements ClientRequestFilter {

    private final Resource resource;
    private final ExchangeOfCaller exchange;

    OnBehalfOfFilter(Resource resource, ExchangeOfCaller exchange) {
        this.resource = resource;
        this.exchange = exchange;
    }

    @Override
    public void filter(ClientRequestContext request) {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException(
                    "An @OnBehalfOf client blocks: call it from a method with @RunOnVirtualThread");
        }
        exchange.names(resource);
        SignedInUser user = exchange.user();
        request.getHeaders()
                .putSingle(
                        HttpHeaders.AUTHORIZATION,
                        exchange.tokenFor(user, resource).asAuthorization());
        CallLimit.start(exchange.callLimit(), () -> abort(request));
    }

    /** Closes the connection: nobody reads on. */
    private static void abort(ClientRequestContext request) {
        HttpClientRequest sent = request instanceof ClientRequestContextImpl ours
                ? ours.getRestClientRequestContext().getHttpClientRequest()
                : null;
        if (sent != null) {
            sent.reset();
        }
    }
}
