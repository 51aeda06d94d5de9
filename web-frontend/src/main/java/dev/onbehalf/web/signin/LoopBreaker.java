package dev.onbehalf.web.signin;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Counts in the browser how often it was sent to the tenant lately. When sessions are lost as soon as they begin, the tenant signs in
 * silently and the two applications throw the person back and forth; Entra itself stops that only after a while (AADSTS50196).
 */
@ApplicationScoped
public class LoopBreaker {

    private static final String COOKIE = "q_tries";

    private final SignInConfig config;
    private final Clock clock;
    private final boolean secure;

    LoopBreaker(
            SignInConfig config,
            Clock clock,
            @ConfigProperty(name = "quarkus.oidc.authentication.cookie-force-secure") boolean secure) {
        this.config = config;
        this.clock = clock;
        this.secure = secure;
    }

    Duration window() {
        return config.loopWindow();
    }

    public boolean isLooping(RoutingContext request) {
        return tries(request).count() >= config.loopLimit();
    }

    public void count(RoutingContext request) {
        Tries tries = tries(request);
        request.response()
                .addCookie(Cookie.cookie(
                                COOKIE, tries.count() + 1 + "." + tries.since().getEpochSecond())
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSecure(secure || request.request().isSSL())
                        .setSameSite(CookieSameSite.LAX)
                        .setMaxAge(window().toSeconds()));
    }

    private Tries tries(RoutingContext request) {
        Cookie cookie = request.request().getCookie(COOKIE);
        Tries none = new Tries(0, clock.instant());
        if (cookie == null || !cookie.getValue().matches("\\d{1,4}\\.\\d{1,12}")) {
            return none;
        }
        String[] parts = cookie.getValue().split("\\.");
        Tries tries = new Tries(Integer.parseInt(parts[0]), Instant.ofEpochSecond(Long.parseLong(parts[1])));
        return tries.since().plus(window()).isAfter(clock.instant()) ? tries : none;
    }

    private record Tries(int count, Instant since) {}
}
