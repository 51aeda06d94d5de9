package dev.onbehalf.web.signin;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What orders-api keeps for this person's token: the tokens it exchanged it for. */
@Path("/token")
@RegisterRestClient(configKey = "orders-api")
@RegisterProvider(CallsWithUserToken.class)
interface OrdersApiSession {

    @DELETE
    Uni<Void> forget();
}
