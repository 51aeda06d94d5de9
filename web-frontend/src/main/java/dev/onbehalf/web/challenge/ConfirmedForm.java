package dev.onbehalf.web.challenge;

import dev.onbehalf.web.problem.Ending;
import dev.onbehalf.web.problem.ProblemKind;
import dev.onbehalf.web.problem.Problems;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;

/**
 * Lets a confirmed form through to where it was going when it was interrupted: once, and only as it was shown. Everything else, the
 * CSRF token included, is checked as for any form.
 */
class ConfirmedForm {

    private static final String KEY = ConfirmedForm.class.getName();

    private static final int AFTER_THE_CSRF_CHECK = Priorities.USER + 100;

    private final Detours detours;
    private final Aftermath aftermath;
    private final Problems problems;

    ConfirmedForm(Detours detours, Aftermath aftermath, Problems problems) {
        this.detours = detours;
        this.aftermath = aftermath;
        this.problems = problems;
    }

    /** The detour that this form ends, and the id it had. */
    record Confirmed(String id, Detour detour) {}

    static Optional<Confirmed> of(RoutingContext request) {
        return Optional.ofNullable(request.get(KEY));
    }

    @WithFormRead
    @ServerRequestFilter(priority = AFTER_THE_CSRF_CHECK)
    public Optional<Response> admit(ContainerRequestContext call, RoutingContext request) {
        Optional<String> id = "POST".equals(call.getMethod()) ? Form.detour() : Optional.empty();
        return id.flatMap(known -> objection(request, known));
    }

    private Optional<Response> objection(RoutingContext request, String id) {
        Optional<Detour> found = detours.find(request, id);
        boolean differs = found.filter(
                        detour -> !Form.of(request.normalizedPath()).equals(detour.interrupted()))
                .isPresent();
        if (differs) {
            Ending changed = Ending.of(ProblemKind.INTERRUPTED_CHANGED).backTo(Confirming.path(id));
            return Optional.of(problems.response(request, changed));
        }
        Optional<Detour> taken = detours.take(request, id);
        taken.ifPresent(detour -> admit(request, new Confirmed(id, detour)));
        return taken.isPresent() ? Optional.empty() : Optional.of(aftermath.of(request, id));
    }

    // Should it fail, nothing is lost: the key in the form keeps a second attempt from being a second deed.
    private void admit(RoutingContext request, Confirmed confirmed) {
        request.put(KEY, confirmed);
        Problems.takenUpAt(
                request,
                confirmed.detour().page(),
                () -> Confirming.path(detours.keep(confirmed.id(), confirmed.detour())));
    }
}
