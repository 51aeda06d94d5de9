package dev.onbehalf.orders.problem;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;

/** Fails as no resource of this API should. */
@Path("/broken")
@PermitAll
class BrokenResource {

    @GET
    public String unforeseen() {
        throw new IllegalStateException("Something private");
    }

    @GET
    @Path("/refusal")
    public String refusal() {
        throw new WebApplicationException("Something private", 418);
    }
}
