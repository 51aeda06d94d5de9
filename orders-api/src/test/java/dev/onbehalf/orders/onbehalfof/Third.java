package dev.onbehalf.orders.onbehalfof;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** All that it takes to call one more API on behalf of the user. */
@RegisterRestClient(configKey = "third")
@OnBehalfOf("https://third.example/Things.Read")
interface Third {

    @GET
    @Path("/thing")
    String thing();

    @POST
    @Path("/thing")
    String make(String thing);
}
