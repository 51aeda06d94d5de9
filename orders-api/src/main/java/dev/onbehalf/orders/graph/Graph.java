package dev.onbehalf.orders.graph;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.onbehalf.orders.onbehalfof.OnBehalfOf;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * The part of Microsoft Graph this API needs, called as the signed-in user.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/user-get">Get a user</a>
 */
@RegisterRestClient(configKey = "graph")
@OnBehalfOf("https://graph.microsoft.com/User.Read")
interface Graph {

    @GET
    @Path("/me")
    User me(@QueryParam("$select") String select);

    @GET
    @Path("/me/manager")
    User manager(@QueryParam("$select") String select);

    @GET
    @Path("/me/photo/$value")
    Response photo();

    /** Graph adds members as it likes. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record User(
            String displayName,
            String givenName,
            String jobTitle,
            String mail,
            String officeLocation,
            String mobilePhone,
            String preferredLanguage) {}
}
