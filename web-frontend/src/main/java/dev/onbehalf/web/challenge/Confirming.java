package dev.onbehalf.web.challenge;

import dev.onbehalf.web.problem.ProblemKind;
import dev.onbehalf.web.problem.Problems;
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
import java.util.Optional;

/** Shows what was interrupted. Nothing is sent before the person says so: a redirect must not act in anybody's name. */
@Path(Confirming.PATH)
@Authenticated
@RunOnVirtualThread
class Confirming {

    static final String PATH = "/continue";

    @CheckedTemplate(basePath = "challenge", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Confirm(String id, Form form, Deed deed, String page) implements TemplateInstance {}

    private final Detours detours;
    private final Problems problems;

    Confirming(Detours detours, Problems problems) {
        this.detours = detours;
        this.problems = problems;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response show(RoutingContext request, @QueryParam("id") String id) {
        Optional<Detour> detour =
                detours.find(request, id).filter(found -> found.interrupted().isPresent());
        if (detour.isEmpty()) {
            return problems.response(request, ProblemKind.ALREADY_DONE);
        }
        Form form = detour.get().form();
        return Response.ok(new Confirm(id, form, Deed.of(form), detour.get().page()))
                .build();
    }
}
