package dev.onbehalf.web.problem;

import dev.onbehalf.web.api.ApiRefused;
import dev.onbehalf.web.api.ApiUnreachable;
import dev.onbehalf.web.session.StoreUnavailable;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** What a resource method throws, as a page. */
class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private final Problems problems;

    ProblemMappers(Problems problems) {
        this.problems = problems;
    }

    @ServerExceptionMapper
    Response refused(ApiRefused failure, RoutingContext request) {
        return problems.response(request, failure.problem());
    }

    @ServerExceptionMapper
    Response unreachable(ApiUnreachable failure, RoutingContext request) {
        LOG.warn("orders-api does not answer", failure.getCause());
        return problems.response(request, ProblemKind.API_UNREACHABLE);
    }

    @ServerExceptionMapper
    Response unreachable(ProcessingException failure, RoutingContext request) {
        LOG.warn("A call did not get through", failure);
        return problems.response(request, ProblemKind.API_UNREACHABLE);
    }

    @ServerExceptionMapper
    Response storeDown(StoreUnavailable failure, RoutingContext request) {
        LOG.error("The session store does not answer", failure.getCause());
        return problems.response(request, ProblemKind.SESSIONS_UNAVAILABLE);
    }

    @ServerExceptionMapper
    Response decided(WebApplicationException failure, RoutingContext request) {
        Response response = failure.getResponse();
        if (response.getStatus() < 400 || response.hasEntity()) {
            return response;
        }
        return Response.fromResponse(response)
                .type(Problems.mediaType(request))
                .entity(problems.body(request, response.getStatus()))
                .build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure, RoutingContext request) {
        LOG.errorf(failure, "%s %s failed", request.request().method(), request.normalizedPath());
        return problems.response(request, ProblemKind.UNEXPECTED);
    }

    /** Filters and security answer with a bare status: people get a page all the same. */
    @ServerResponseFilter
    void explainBareStatus(ContainerResponseContext response, RoutingContext request) {
        int status = response.getStatus();
        if (status >= 400 && !response.hasEntity()) {
            response.setEntity(problems.body(request, status), null, MediaType.valueOf(Problems.mediaType(request)));
        }
    }
}
