package dev.onbehalf.web.signin;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/** Tells a person who follows a link from a script that fetches. */
final class Visitor {

    private Visitor() {}

    /** Whether a redirect to the tenant's sign-in page would be seen by a person. */
    static boolean navigates(HttpServerRequest request) {
        // https://www.w3.org/TR/fetch-metadata: every current browser sends it over https and to localhost.
        String mode = request.getHeader("Sec-Fetch-Mode");
        if (mode != null) {
            return "navigate".equals(mode);
        }
        if (request.getHeader("X-Requested-With") != null) {
            return false;
        }
        String accept = request.getHeader("Accept");
        if (accept == null || accept.isBlank()) {
            return true;
        }
        String lower = accept.toLowerCase(Locale.ROOT);
        return lower.contains("text/html") || lower.contains("*/*") && !lower.contains("json");
    }
}
