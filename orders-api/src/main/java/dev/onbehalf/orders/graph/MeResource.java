package dev.onbehalf.orders.graph;

import dev.onbehalf.orders.access.Scopes;
import dev.onbehalf.orders.problem.ProblemException;
import dev.onbehalf.orders.problem.ProblemType;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Who the caller is, as Microsoft Graph knows it. */
@Path("/me")
@RunOnVirtualThread
@Tag(name = "me")
class MeResource {

    private static final String ABOUT_ME =
            "displayName,givenName,jobTitle,mail,officeLocation,mobilePhone,preferredLanguage";
    private static final String ABOUT_THE_MANAGER = "displayName,jobTitle,mail";
    /** What a browser may show; SVG, which can hold scripts, is none of it. */
    private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private final Graph graph;

    MeResource(@RestClient Graph graph) {
        this.graph = graph;
    }

    @Schema(name = "Me")
    record Me(
            String displayName,
            String givenName,
            String jobTitle,
            String mail,
            String officeLocation,
            String mobilePhone,
            String preferredLanguage,
            Manager manager) {}

    record Manager(String displayName, String jobTitle, String mail) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Scopes.ACCESS_AS_USER)
    @Operation(operationId = "readMe", summary = "The signed-in user and the manager, from Microsoft Graph")
    @APIResponseSchema(Me.class)
    public Me me() {
        Graph.User user = graph.me(ABOUT_ME);
        return new Me(
                user.displayName(),
                user.givenName(),
                user.jobTitle(),
                user.mail(),
                user.officeLocation(),
                user.mobilePhone(),
                user.preferredLanguage(),
                manager().orElse(null));
    }

    @GET
    @Path("/photo")
    @Produces({"image/jpeg", "image/png", "image/gif", "image/webp"})
    @PermissionsAllowed(Scopes.ACCESS_AS_USER)
    @Operation(operationId = "readPhoto", summary = "The photo of the signed-in user")
    @APIResponse(responseCode = "200", description = "The image")
    public Response photo(@HeaderParam(HttpHeaders.IF_NONE_MATCH) String known) {
        try (Response photo = graph.photo()) {
            String type = String.valueOf(photo.getHeaderString(HttpHeaders.CONTENT_TYPE));
            if (!IMAGES.contains(type)) {
                throw new ProblemException(ProblemType.PHOTO_NOT_FOUND, "The photo is of a kind that is not shown.");
            }
            String etag = quoted(photo.getHeaderString(HttpHeaders.ETAG));
            Response.ResponseBuilder answer = etag != null && etag.equals(known)
                    ? Response.notModified()
                    : Response.ok(photo.readEntity(byte[].class), type);
            // The user's own browser may keep it for a while; nobody in between may.
            return answer.header(HttpHeaders.CACHE_CONTROL, "private, max-age=300")
                    .header(HttpHeaders.ETAG, etag)
                    .build();
        } catch (ProblemException e) {
            throw e.type() == ProblemType.DOWNSTREAM_NOT_FOUND
                    ? new ProblemException(ProblemType.PHOTO_NOT_FOUND, "Microsoft Graph has no photo of you.")
                    : e;
        }
    }

    /** Graph answers 404 to the one at the top. */
    private Optional<Manager> manager() {
        try {
            Graph.User manager = graph.manager(ABOUT_THE_MANAGER);
            return Optional.of(new Manager(manager.displayName(), manager.jobTitle(), manager.mail()));
        } catch (ProblemException e) {
            if (e.type() == ProblemType.DOWNSTREAM_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String quoted(String etag) {
        return etag == null || etag.endsWith("\"") ? etag : '"' + etag + '"';
    }
}
