package dev.onbehalf.web.profile;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.onbehalf.web.api.ReadsProblems;
import dev.onbehalf.web.signin.CallsWithUserToken;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** What Microsoft Graph says of the signed-in user, asked by orders-api on the user's behalf. */
@RegisterRestClient(configKey = "orders-api")
@RegisterProvider(CallsWithUserToken.class)
@RegisterProvider(ReadsProblems.class)
@Path("/me")
interface MeApi {

    /** Everything but the name may be null: directories are rarely complete. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Me(
            String displayName,
            String givenName,
            String jobTitle,
            String mail,
            String officeLocation,
            String mobilePhone,
            String preferredLanguage,
            Manager manager) {}

    /** Null where the directory knows none. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Manager(String displayName, String jobTitle, String mail) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    Me me();

    /** 304 without a body where the tag still fits; a problem {@code photo-not-found} where there is no photo. */
    @GET
    @Path("photo")
    @Produces({"image/*", "application/problem+json"})
    RestResponse<byte[]> photo(@HeaderParam("If-None-Match") String knownTag);
}
