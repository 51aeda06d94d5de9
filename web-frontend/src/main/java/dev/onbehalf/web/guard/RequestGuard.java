package dev.onbehalf.web.guard;

import dev.onbehalf.web.problem.ProblemKind;
import dev.onbehalf.web.problem.Problems;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Turns away what is too large, and what another website sends in a person's name. */
@ApplicationScoped
class RequestGuard {

    // After the security headers, before any cookie is looked at.
    private static final int EARLY = 900;
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Problems problems;
    private final GuardConfig config;
    private final Optional<String> publicUrl;

    RequestGuard(
            Problems problems, GuardConfig config, @ConfigProperty(name = "public-url") Optional<String> publicUrl) {
        this.problems = problems;
        this.config = config;
        this.publicUrl = publicUrl;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, EARLY);
    }

    private void handle(RoutingContext request) {
        Optional<ProblemKind> objection = objection(request.request());
        if (objection.isEmpty()) {
            request.next();
            return;
        }
        // The body is not read: the connection cannot serve another request.
        request.response().putHeader("Connection", "close");
        problems.answer(request, objection.get());
    }

    private Optional<ProblemKind> objection(HttpServerRequest request) {
        if (request.uri().length() > config.addressLimit().asLongValue()) {
            return Optional.of(ProblemKind.ADDRESS_TOO_LONG);
        }
        if (headerBytes(request) > config.headerLimit().asLongValue()) {
            return Optional.of(ProblemKind.HEADERS_TOO_LARGE);
        }
        if (contentLength(request) > config.bodyLimit().asLongValue()) {
            return Optional.of(ProblemKind.TOO_LARGE);
        }
        return !SAFE.contains(request.method()) && isForeign(request)
                ? Optional.of(ProblemKind.FOREIGN_ORIGIN)
                : Optional.empty();
    }

    private static long headerBytes(HttpServerRequest request) {
        return request.headers().entries().stream()
                .mapToLong(
                        header -> header.getKey().length() + header.getValue().length() + 4L)
                .sum();
    }

    private static long contentLength(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException notANumber) {
            return Long.MAX_VALUE;
        }
    }

    // Beside the CSRF token, whose cookie a neighbouring subdomain could plant: every browser says where a form was.
    // https://www.w3.org/TR/fetch-metadata
    private boolean isForeign(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !"same-origin".equals(site) && !"none".equals(site);
        }
        String origin = request.getHeader("Origin");
        return origin != null && !origin.equals(own(request));
    }

    private String own(HttpServerRequest request) {
        return publicUrl.orElseGet(() -> request.scheme() + "://" + request.authority());
    }
}
