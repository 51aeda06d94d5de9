package dev.onbehalf.web.challenge;

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
    private final Problems problems;

    ConfirmedForm(Detours detours, Problems problems) {
        this.detours = detours;
        this.problems = problems;
    }

    static Optional<Detour> of(RoutingContext request) {
        return Optional.ofNullable(request.get(KEY));
    }

    @WithFormRead
    @ServerRequestFilter(priority = AFTER_THE_CSRF_CHECK)
    public Optional<Response> admit(ContainerRequestContext call, RoutingContext request) {
        Optional<String> id = "POST".equals(call.getMethod()) ? Form.detour() : Optional.empty();
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Optional<Detour> confirmed = detours.take(request, id.get())
                .filter(detour -> Form.of(request.normalizedPath()).equals(detour.interrupted()));
        confirmed.ifPresent(detour -> request.put(KEY, detour));
        return confirmed.isPresent()
                ? Optional.empty()
                : Optional.of(problems.response(request, ProblemKind.ALREADY_DONE));
    }
}
