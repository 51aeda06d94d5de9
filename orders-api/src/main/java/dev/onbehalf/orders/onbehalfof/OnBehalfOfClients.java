package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.access.EntraHttp;
import io.quarkus.arc.Arc;
import jakarta.ws.rs.Priorities;
import java.time.Clock;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;

/** Sees every REST client that is built, and equips those that carry {@link OnBehalfOf}. Found by ServiceLoader. */
public final class OnBehalfOfClients implements RestClientListener {

    @Override
    public void onNewClient(Class<?> client, RestClientBuilder builder) {
        OnBehalfOf wanted = client.getAnnotation(OnBehalfOf.class);
        if (wanted == null) {
            return;
        }
        Resource resource = Resource.of(wanted.value());
        Arc.container().instance(EntraHttp.class).get().trust().ifPresent(builder::trustStore);
        builder.register(
                new OnBehalfOfFilter(
                        resource,
                        Arc.container().instance(ExchangeOfCaller.class).get()),
                Priorities.AUTHENTICATION);
        builder.register(new DownstreamFailures(
                resource, Arc.container().instance(Clock.class).get()));
    }
}
