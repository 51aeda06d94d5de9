package dev.onbehalf.web.challenge;

import dev.onbehalf.web.page.Page;
import dev.onbehalf.web.session.NoteId;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/** Shows what was interrupted. Nothing is sent before the person says so: a redirect must not act in anybody's name. */
@Path(Confirming.PATH)
@Authenticated
@RunOnVirtualThread
class Confirming {

    static final String PATH = "/continue";

    /**
     * {@code anew} says that the person had to sign in again, {@code kept} that it was sent before and failed; {@code until} is when it
     * is forgotten.
     */
    @CheckedTemplate(basePath = "challenge", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Confirm(
            String id, Form form, Deed deed, String page, boolean anew, boolean kept, Instant until, String untilText)
            implements TemplateInstance {}

    private final Detours detours;
    private final Aftermath aftermath;
    private final Page page;

    Confirming(Detours detours, Aftermath aftermath, Page page) {
        this.detours = detours;
        this.aftermath = aftermath;
        this.page = page;
    }

    static String path(NoteId id) {
        return path(id.value());
    }

    static String path(String id) {
        return PATH + "?id=" + id;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response show(RoutingContext request, @QueryParam("id") String id) {
        return detours.find(request, id)
                .filter(found -> found.interrupted().isPresent())
                .map(detour -> Response.ok(confirm(id, detour)).build())
                .orElseGet(() -> aftermath.of(request, id));
    }

    private Confirm confirm(String id, Detour detour) {
        Form form = detour.form();
        String until = page.language().dateTime(detour.until());
        return new Confirm(
                id, form, Deed.of(form), detour.page(), detour.isAfterSignIn(), detour.isKept(), detour.until(), until);
    }
}
