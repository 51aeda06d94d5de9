package dev.onbehalf.web.guard;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The headers on every answer, also on errors and files.
 *
 * @see <a href="https://owasp.org/www-project-secure-headers/">OWASP Secure Headers</a>
 */
@ApplicationScoped
class SecurityHeaders {

    private static final int FIRST = 1000;
    private static final String FRONT_CHANNEL = "/front-channel-sign-out";

    private final String authority;
    private final boolean publicHttps;

    SecurityHeaders(
            @ConfigProperty(name = "entra.authority-host", defaultValue = "https://login.microsoftonline.com")
                    URI authorityHost,
            @ConfigProperty(name = "public-url") Optional<URI> publicUrl) {
        this.authority = authorityHost.getScheme() + "://" + authorityHost.getAuthority();
        this.publicHttps = publicUrl.map(URI::getScheme).filter("https"::equals).isPresent();
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, FIRST);
    }

    private void handle(RoutingContext request) {
        request.addHeadersEndHandler(end -> write(request));
        request.next();
    }

    private void write(RoutingContext request) {
        MultiMap headers = request.response().headers();
        boolean framed = FRONT_CHANNEL.equals(request.normalizedPath());
        headers.set("Content-Security-Policy", policy(framed));
        headers.set("X-Content-Type-Options", "nosniff");
        // Own pages may know where a form was; the tenant and others learn nothing.
        headers.set("Referrer-Policy", "same-origin");
        headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        if (!framed) {
            headers.set("X-Frame-Options", "DENY");
            headers.set("Cross-Origin-Resource-Policy", "same-origin");
        }
        if (publicHttps || "https".equals(request.request().scheme())) {
            headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
        if (!headers.contains("Cache-Control")) {
            headers.set("Cache-Control", "no-store");
        }
    }

    // Browsers hold redirects of a form to form-action too: signing out ends at the tenant.
    private String policy(boolean framed) {
        return "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self' "
                + authority + "; frame-ancestors " + (framed ? authority : "'none'");
    }
}
