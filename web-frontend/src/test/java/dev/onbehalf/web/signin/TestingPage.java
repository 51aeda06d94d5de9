package dev.onbehalf.web.signin;

import dev.onbehalf.web.api.Api;
import dev.onbehalf.web.api.ReadsProblems;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Stands for any page that needs a sign-in and asks the API. */
@Path("/testing-page")
@Authenticated
public class TestingPage {

    @Path("/anything")
    @RegisterRestClient(configKey = "orders-api")
    @RegisterProvider(CallsWithUserToken.class)
    @RegisterProvider(ReadsProblems.class)
    interface AnyApi {
        @GET
        String ask();
    }

    private final SignedInUser user;
    private final AnyApi api;

    TestingPage(SignedInUser user, @RestClient AnyApi api) {
        this.user = user;
        this.api = api;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public String show() {
        return "<!DOCTYPE html><title>page</title><p id=\"name\">" + user.displayName() + "</p><p id=\"oid\">"
                + user.objectId() + "</p><p id=\"audience\">"
                + user.accessTokenClaims().get("aud") + "</p><p id=\"groups\">"
                + user.idTokenClaims().containsKey("groups") + "</p>";
    }

    @GET
    @Path("api")
    @Produces(MediaType.TEXT_PLAIN)
    @RunOnVirtualThread
    public String askTheApi() {
        return Api.ask(api::ask);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_PLAIN)
    public String act() {
        return "done";
    }
}
