package dev.onbehalf.web.challenge;

import dev.onbehalf.web.problem.Ending;
import dev.onbehalf.web.problem.ProblemKind;
import dev.onbehalf.web.problem.Problems;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** What people are told who come back to something that does not wait for them any more: by reload, back button or a second tab. */
@ApplicationScoped
class Aftermath {

    private final Detours detours;
    private final Problems problems;

    Aftermath(Detours detours, Problems problems) {
        this.detours = detours;
        this.problems = problems;
    }

    Response of(RoutingContext request, String id) {
        return switch (detours.fate(request, id).orElse(null)) {
            case Detours.Fate.Ended ended ->
                problems.response(request, Ending.of(ProblemKind.ALREADY_DONE).backTo(ended.page()));
            case Detours.Fate.GoesOn goesOn ->
                Response.seeOther(URI.create(Confirming.path(goesOn.as()))).build();
            case null -> problems.response(request, ProblemKind.INTERRUPTED_OVER);
        };
    }
}
