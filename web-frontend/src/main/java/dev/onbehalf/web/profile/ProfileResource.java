package dev.onbehalf.web.profile;

import dev.onbehalf.web.api.Api;
import dev.onbehalf.web.api.ApiFailure;
import dev.onbehalf.web.profile.MeApi.Me;
import dev.onbehalf.web.signin.SignedInUser;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RestClient;

@Path("/profile")
@Authenticated
@RunOnVirtualThread
class ProfileResource {

    @CheckedTemplate(basePath = "profile", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Profile(Me me) implements TemplateInstance {}

    private final MeApi directory;
    private final SignedInUser user;

    ProfileResource(@RestClient MeApi directory, SignedInUser user) {
        this.directory = directory;
        this.user = user;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Profile profile() {
        return new Profile(Api.ask(directory::me));
    }

    /** Always a picture: a page with a broken image helps nobody, and the page itself says when Graph cannot be reached. */
    @GET
    @Path("photo")
    public Response photo(@HeaderParam(HttpHeaders.IF_NONE_MATCH) String knownTag) {
        try {
            return Photo.of(Api.ask(() -> directory.photo(knownTag)), user.displayName());
        } catch (ApiFailure noPhoto) {
            return Photo.initials(user.displayName());
        }
    }
}
