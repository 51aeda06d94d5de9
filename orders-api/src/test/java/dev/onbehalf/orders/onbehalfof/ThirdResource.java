package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.access.Scopes;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Somebody has to call the third API; in the tests, this resource does. */
@Path("/third")
@RunOnVirtualThread
@PermissionsAllowed(Scopes.ACCESS_AS_USER)
class ThirdResource {

    private final Third third;

    ThirdResource(@RestClient Third third) {
        this.third = third;
    }

    @GET
    public String thing() {
        return third.thing();
    }

    @POST
    public String make(String thing) {
        return third.make(thing);
    }
}
