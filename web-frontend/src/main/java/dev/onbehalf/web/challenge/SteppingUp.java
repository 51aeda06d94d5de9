package dev.onbehalf.web.challenge;

import dev.onbehalf.web.api.Wanted;
import dev.onbehalf.web.problem.Ending;
import dev.onbehalf.web.problem.ProblemKind;
import dev.onbehalf.web.problem.Problems;
import dev.onbehalf.web.signin.LocalPath;
import dev.onbehalf.web.signin.Owner;
import dev.onbehalf.web.signin.StepUp;
import dev.onbehalf.web.signin.TenantError;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;

/** To the tenant for more than the session has, and back with it. */
@Path("/")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class SteppingUp {

    private final Detours detours;
    private final StepUp stepUp;
    private final Problems problems;

    SteppingUp(Detours detours, StepUp stepUp, Problems problems) {
        this.detours = detours;
        this.stepUp = stepUp;
        this.problems = problems;
    }

    /** Before the tenant was visited it leads there, afterwards back to work. */
    @GET
    @Path(StepUp.PATH)
    public Response stepUp(RoutingContext request, @QueryParam("id") String id) {
        Optional<Detour> found = detours.find(request, id).filter(SteppingUp::isOurs);
        Optional<Owner> newcomer = stepUp.newcomer(request);
        if (found.isEmpty()) {
            return ended(request, Ending.of(ProblemKind.STEP_UP_OVER).backTo(detours.whereItLed(request, id)));
        }
        Detour detour = found.get();
        if (newcomer.isEmpty()) {
            StepUp.place(request).ifPresent(session -> detours.leaves(session, id));
            StepUp.demand(request, claims(detour.wanted()), detour.loginHint());
            // quarkus-oidc answers this with the redirect to the tenant.
            throw new UnauthorizedException();
        }
        if (!newcomer.get().equals(detour.owner())) {
            return ended(
                    request,
                    Ending.of(ProblemKind.ANOTHER_ACCOUNT).backTo(detour.page()).againAt(StepUp.PATH + "?id=" + id));
        }
        return goOn(request, id, detour);
    }

    private static boolean isOurs(Detour detour) {
        return !detour.isKept() && !(detour.wanted() instanceof Wanted.Consent);
    }

    private Response goOn(RoutingContext request, String id, Detour detour) {
        NewCookie session = stepUp.adopt(request, detour.owner());
        NewCookie noStepUp = stepUp.forget(request);
        if (detour.interrupted().isEmpty()) {
            detours.take(request, id);
            StepUp.place(request).ifPresent(place -> detours.isBack(place, detour));
        }
        // The next page sets the cookie of the forms; together they would be more than we send at once.
        request.remove("csrf_token");
        return Response.seeOther(next(id, detour)).cookie(session, noStepUp).build();
    }

    static URI next(String id, Detour detour) {
        return URI.create(detour.interrupted().isPresent() ? Confirming.PATH + "?id=" + id : detour.page());
    }

    private Response ended(RoutingContext request, Ending ending) {
        Response page = problems.response(request, ending);
        return stepUp.newcomer(request).isEmpty()
                ? page
                : Response.fromResponse(page).cookie(stepUp.forget(request)).build();
    }

    private static JsonObject claims(Wanted wanted) {
        return wanted instanceof Wanted.Claims claims ? new JsonObject(claims.json()) : new JsonObject();
    }

    /** Reached only when quarkus-oidc found nothing to complete. */
    @GET
    @Path(StepUp.RETURN_PATH)
    public Response nothingToComplete() {
        return Response.seeOther(URI.create(StepUp.FAILED_PATH)).build();
    }

    /** The person or the tenant said no. The detour stays: whoever goes back finds everything as it was. */
    @GET
    @Path(StepUp.FAILED_PATH)
    public Response failed(
            RoutingContext request,
            @QueryParam("id") String id,
            @QueryParam("error") String error,
            @QueryParam("error_description") String description,
            @QueryParam("error_subcode") String subcode) {
        TenantError told = TenantError.of(error, description, subcode);
        String known = id != null ? id : underWay(request);
        Optional<Detour> detour = detours.find(request, known);
        ProblemKind kind =
                switch (told.kind()) {
                    case SIGN_IN_DECLINED -> ProblemKind.STEP_UP_DECLINED;
                    case SIGN_IN_REFUSED -> ProblemKind.STEP_UP_REFUSED;
                    default -> detour.isPresent() ? ProblemKind.STEP_UP_INCOMPLETE : ProblemKind.STEP_UP_OVER;
                };
        return problems.response(
                request,
                Ending.of(kind)
                        .told(told.aadsts(), told.correlationId())
                        .backTo(detour.map(Detour::page).orElse(LocalPath.HOME))
                        .againAt(detour.isPresent() ? StepUp.PATH + "?id=" + known : ""));
    }

    // quarkus-oidc brings the id along when the tenant says no, and drops it when the code cannot be redeemed.
    private String underWay(RoutingContext request) {
        return StepUp.place(request).flatMap(detours::underWay).orElse("");
    }
}
