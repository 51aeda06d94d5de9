package dev.onbehalf.web.signin;

import dev.onbehalf.web.problem.Ending;
import dev.onbehalf.web.problem.Problems;
import io.quarkus.security.Authenticated;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** The pages around the sign-in; the sign-in itself is quarkus-oidc's. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class SignIn {

    static final String PATH = "/sign-in";

    /** Where the tenant sends people back to; registered as redirect URI. */
    static final String RETURN_PATH = "/signed-in";

    static final String FAILED_PATH = "/sign-in-failed";

    private final Problems problems;

    SignIn(Problems problems) {
        this.problems = problems;
    }

    /** Signs in, then goes to a page of this application. */
    @GET
    @Path(PATH)
    @Authenticated
    public Response signIn(@QueryParam("to") String to) {
        return Response.seeOther(URI.create(LocalPath.asked(to))).build();
    }

    /** Reached only when quarkus-oidc found nothing to complete: unknown, used or foreign state, or the back button. */
    @GET
    @Path(RETURN_PATH)
    public Response nothingToComplete() {
        return Response.seeOther(URI.create(FAILED_PATH)).build();
    }

    /** The tenant said no, the person did, or there was nothing to complete. */
    @GET
    @Path(FAILED_PATH)
    public Response failed(
            RoutingContext request,
            @QueryParam("error") String error,
            @QueryParam("error_description") String description,
            @QueryParam("error_subcode") String subcode) {
        TenantError told = TenantError.of(error, description, subcode);
        return problems.response(request, Ending.of(told.kind()).told(told.aadsts(), told.correlationId()));
    }
}
