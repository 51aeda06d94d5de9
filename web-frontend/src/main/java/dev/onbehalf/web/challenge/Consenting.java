package dev.onbehalf.web.challenge;

import dev.onbehalf.web.api.Wanted;
import dev.onbehalf.web.problem.Ending;
import dev.onbehalf.web.problem.ProblemKind;
import dev.onbehalf.web.problem.Problems;
import dev.onbehalf.web.signin.LoopBreaker;
import dev.onbehalf.web.signin.StepUp;
import dev.onbehalf.web.signin.TenantError;
import io.quarkus.oidc.runtime.TenantConfigBean;
import io.quarkus.security.Authenticated;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Asks a person's consent that <em>orders-api</em> may use a permission. So the request is made in its name: in ours it would be we who
 * get the permission. The code that comes back is nobody's business: who holds no secret of orders-api cannot redeem it.
 */
@Path("/")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class Consenting {

    static final String PATH = "/consent";

    /** Registered as redirect URI of orders-api. */
    static final String RETURN_PATH = "/consented";

    private final Detours detours;
    private final Problems problems;
    private final LoopBreaker loops;
    private final TenantConfigBean tenants;
    private final String apiClientId;
    private final Optional<String> publicUrl;

    Consenting(
            Detours detours,
            Problems problems,
            LoopBreaker loops,
            TenantConfigBean tenants,
            @ConfigProperty(name = "entra.api-client-id", defaultValue = "not-set") String apiClientId,
            @ConfigProperty(name = "public-url") Optional<String> publicUrl) {
        this.detours = detours;
        this.problems = problems;
        this.loops = loops;
        this.tenants = tenants;
        this.apiClientId = apiClientId;
        this.publicUrl = publicUrl;
    }

    @GET
    @Path(PATH)
    @Authenticated
    public Response ask(RoutingContext request, @QueryParam("id") String id) {
        Optional<Detour> detour = find(request, id);
        if (detour.isEmpty()) {
            return over(request, id);
        }
        if (loops.isLooping(request)) {
            return problems.response(request, ProblemKind.SIGN_IN_LOOP);
        }
        loops.count(request);
        return Response.seeOther(authorize(request, id, detour.get())).build();
    }

    // The session ended at the tenant's page. quarkus-oidc takes a request that the tenant's page refers to for the end
    // of a sign-in that
    // lost its cookie, and starts no other; the loop breaker guards against that here.
    private static void signInFirst(RoutingContext request) {
        request.request().headers().remove("Referer");
        throw new UnauthorizedException();
    }

    private Response over(RoutingContext request, String id) {
        return problems.response(request, Ending.of(ProblemKind.STEP_UP_OVER).backTo(detours.whereItLed(request, id)));
    }

    private Optional<Detour> find(RoutingContext request, String id) {
        return detours.find(request, id).filter(detour -> detour.wanted() instanceof Wanted.Consent);
    }

    // The detour's id is the state: random, known to this browser only, and good for this person only (RFC 6749
    // §10.12).
    private URI authorize(RoutingContext request, String id, Detour detour) {
        UriBuilder address = UriBuilder.fromUri(
                        tenants.getDefaultTenant().provider().getMetadata().getAuthorizationUri())
                .queryParam("client_id", "{client}")
                .queryParam("response_type", "code")
                .queryParam("response_mode", "query")
                .queryParam("redirect_uri", "{redirect}")
                .queryParam("scope", "{scope}")
                .queryParam("state", "{state}")
                .resolveTemplate("client", apiClientId)
                .resolveTemplate("redirect", origin(request) + RETURN_PATH)
                .resolveTemplate("scope", ((Wanted.Consent) detour.wanted()).scope())
                .resolveTemplate("state", id);
        if (!detour.loginHint().isEmpty()) {
            address.queryParam("login_hint", "{hint}").resolveTemplate("hint", detour.loginHint());
        }
        return address.build();
    }

    private String origin(RoutingContext request) {
        return publicUrl.orElseGet(
                () -> request.request().scheme() + "://" + request.request().authority());
    }

    /** Whether consent was given shows when the work is tried again. */
    @GET
    @Path(RETURN_PATH)
    public Response back(
            RoutingContext request,
            @QueryParam("state") String state,
            @QueryParam("error") String error,
            @QueryParam("error_description") String description,
            @QueryParam("error_subcode") String subcode) {
        if (StepUp.owner(request).isEmpty()) {
            signInFirst(request);
        }
        Optional<Detour> found = find(request, state);
        if (found.isEmpty()) {
            return over(request, state);
        }
        Detour detour = found.get();
        if (error != null) {
            TenantError told = TenantError.of(error, description, subcode);
            ProblemKind kind = told.kind() == ProblemKind.SIGN_IN_DECLINED
                    ? ProblemKind.CONSENT_DECLINED
                    : ProblemKind.STEP_UP_REFUSED;
            return problems.response(
                    request,
                    Ending.of(kind)
                            .told(told.aadsts(), told.correlationId())
                            .backTo(detour.page())
                            .againAt(PATH + "?id=" + state));
        }
        if (detour.interrupted().isEmpty()) {
            detours.take(request, state);
            StepUp.place(request).ifPresent(place -> detours.isBack(place, detour));
        }
        return Response.seeOther(SteppingUp.next(state, detour)).build();
    }
}
