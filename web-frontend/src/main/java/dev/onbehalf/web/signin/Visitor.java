package dev.onbehalf.web.signin;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/** Tells a person who follows a link from a script that fetches. */
public final class Visitor {

    private Visitor() {}

    /** Whether a redirect to the tenant's sign-in page would be seen by a person. */
    public static boolean navigates(HttpServerRequest request) {
        // https://www.w3.org/TR/fetch-metadata: every current browser sends it over https and to localhost.
        String mode = request.getHeader("Sec-Fetch-Mode");
        return (mode == null || "navigate".equals(mode))
                && request.getHeader("X-Requested-With") == null
                && takesPages(request.getHeader("Accept"));
    }

    private static boolean takesPages(String accept) {
        if (accept == null || accept.isBlank()) {
            return true;
        }
        String types = accept.toLowerCase(Locale.ROOT);
        return types.contains("text/html") || types.contains("*/*") && !types.contains("json");
    }
}
