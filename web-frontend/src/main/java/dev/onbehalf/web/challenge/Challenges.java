package dev.onbehalf.web.challenge;

import dev.onbehalf.web.api.ApiChallenged;
import dev.onbehalf.web.api.Wanted;
import dev.onbehalf.web.problem.Ending;
import dev.onbehalf.web.problem.ProblemKind;
import dev.onbehalf.web.problem.Problems;
import dev.onbehalf.web.session.NoteId;
import dev.onbehalf.web.session.SessionKey;
import dev.onbehalf.web.signin.LocalPath;
import dev.onbehalf.web.signin.Owner;
import dev.onbehalf.web.signin.StepUp;
import dev.onbehalf.web.signin.Visitor;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Whatever page or form meets a challenge of orders-api: from here it goes to the tenant. */
class Challenges {

    private final Detours detours;
    private final Problems problems;

    Challenges(Detours detours, Problems problems) {
        this.detours = detours;
        this.problems = problems;
    }

    @ServerExceptionMapper
    Response challenged(ApiChallenged challenged, RoutingContext request) {
        Optional<Owner> owner = StepUp.owner(request);
        if (owner.isEmpty() || !Visitor.navigates(request.request())) {
            return problems.response(request, ProblemKind.STEP_UP_NEEDED);
        }
        Wanted wanted = challenged.wanted();
        String page = page(request);
        if (isInVain(request, page, wanted)) {
            String again = ConfirmedForm.of(request).map(this::kept).orElse("");
            return problems.response(
                    request, Ending.of(inVain(wanted)).backTo(page).againAt(again));
        }
        Form form = isForm(request) ? Form.of(request.normalizedPath()).orElse(null) : null;
        NoteId id = detours.begin(owner.get(), StepUp.loginHint(request), wanted, page, form);
        ConfirmedForm.of(request).ifPresent(confirmed -> detours.goesOn(confirmed.id(), confirmed.detour(), id));
        return Response.seeOther(URI.create(start(wanted) + "?id=" + id.value()))
                .build();
    }

    /** Where the way to the tenant begins. */
    static String start(Wanted wanted) {
        return wanted instanceof Wanted.Consent ? Consenting.PATH : StepUp.PATH;
    }

    private String kept(ConfirmedForm.Confirmed confirmed) {
        return Confirming.path(detours.keep(confirmed.id(), confirmed.detour()));
    }

    private boolean isInVain(RoutingContext request, String page, Wanted wanted) {
        Optional<ConfirmedForm.Confirmed> confirmed = ConfirmedForm.of(request);
        if (confirmed.isPresent()) {
            return confirmed.get().detour().wants(wanted);
        }
        Optional<SessionKey> session = StepUp.place(request);
        return session.isPresent() && detours.wasJustBack(session.get(), page, wanted.kind());
    }

    private static ProblemKind inVain(Wanted wanted) {
        return switch (wanted) {
            case Wanted.Claims claims -> ProblemKind.STEP_UP_IN_VAIN;
            case Wanted.SignIn signIn -> ProblemKind.STEP_UP_IN_VAIN;
            case Wanted.Consent consent -> ProblemKind.CONSENT_IN_VAIN;
        };
    }

    // The action of a form answers no GET: one goes back to the page it was on.
    private static String page(RoutingContext request) {
        Optional<ConfirmedForm.Confirmed> confirmed = ConfirmedForm.of(request);
        if (confirmed.isPresent()) {
            return confirmed.get().detour().page();
        }
        if (!isForm(request)) {
            return LocalPath.of(request.request().uri());
        }
        return Deed.pageWith(request.normalizedPath())
                .orElseGet(() -> LocalPath.of(request.request().getHeader("Referer")));
    }

    private static boolean isForm(RoutingContext request) {
        return HttpMethod.POST.equals(request.request().method());
    }
}
