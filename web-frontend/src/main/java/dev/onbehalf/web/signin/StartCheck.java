package dev.onbehalf.web.signin;

import dev.onbehalf.sealing.SealingKeys;
import dev.onbehalf.web.session.SessionConfig;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start with a configuration that would be unsafe, and names all reasons at once. */
@ApplicationScoped
class StartCheck {

    private static final int LEAST_SECRET = 32;

    private final URI authorityHost;
    private final Registration registration;
    private final SignInConfig signIn;
    private final SessionConfig sessions;
    private final Optional<URI> publicUrl;

    StartCheck(
            @ConfigProperty(name = "entra.authority-host", defaultValue = "https://login.microsoftonline.com")
                    URI authorityHost,
            Registration registration,
            SignInConfig signIn,
            SessionConfig sessions,
            @ConfigProperty(name = "public-url") Optional<URI> publicUrl) {
        this.authorityHost = authorityHost;
        this.registration = registration;
        this.signIn = signIn;
        this.sessions = sessions;
        this.publicUrl = publicUrl;
    }

    void onStart(@Observes @Priority(1) StartupEvent start) {
        List<String> objections = objections(ConfigUtils.getProfiles());
        if (!objections.isEmpty()) {
            throw new ConfigurationException("web-frontend does not start:\n- " + String.join("\n- ", objections));
        }
    }

    List<String> objections(List<String> profiles) {
        List<String> objections = new ArrayList<>();
        AuthorityRule.objection(authorityHost, profiles).ifPresent(objections::add);
        objections.addAll(registration.objections());
        if (signIn.stateSecret().orElse("").length() < LEAST_SECRET) {
            objections.add("sign-in.state-secret must be set to at least " + LEAST_SECRET
                    + " random characters, the same on all replicas (for example: openssl rand -base64 32).");
        }
        if (sessions.store() == SessionConfig.Kind.REDIS) {
            objectionTo(sessions.keys().orElse(List.of())).ifPresent(objections::add);
        }
        publicUrl
                .filter(url -> !isOrigin(url))
                .ifPresent(url -> objections.add("public-url is " + url
                        + "; it must be scheme and host only, such as https://orders.example.com"));
        return objections;
    }

    private static Optional<String> objectionTo(List<String> sessionKeys) {
        if (sessionKeys.isEmpty()) {
            return Optional.of("session.keys must be set when sessions are in Redis: name:base64 of 32 random bytes,"
                    + " the same on all replicas.");
        }
        try {
            new SealingKeys(SessionConfig.KEYS, sessionKeys);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage() + ". Make 32 random bytes with: openssl rand -base64 32");
        }
    }

    private static boolean isOrigin(URI url) {
        return ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                && url.getHost() != null
                && (url.getPath() == null || url.getPath().isEmpty())
                && url.getQuery() == null;
    }
}
