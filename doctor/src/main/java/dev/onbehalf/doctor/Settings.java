package dev.onbehalf.doctor;

import io.smallrye.config.SmallRyeConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** What the applications read, with the defaults they have. Empty where nothing is set. */
final class Settings {

    static final String TENANT_ID = "entra.tenant-id";
    static final String AUTHORITY_HOST = "entra.authority-host";
    static final String TOKEN_AUTHORITY_HOST = "entra.token-authority-host";
    static final String WEB_CLIENT_ID = "entra.web-client-id";
    static final String WEB_CLIENT_SECRET = "entra.web-client-secret";
    static final String API_CLIENT_ID = "entra.api-client-id";
    static final String API_CLIENT_SECRET = "entra.api-client-secret";
    static final String API_APP_ID_URI = "entra.api-app-id-uri";
    static final String PUBLIC_URL = "public-url";
    static final String STATE_SECRET = "sign-in.state-secret";
    static final String SESSION_KEYS = "session.keys";
    static final String SHARE_TOKENS = "on-behalf-of.cache.redis.enabled";
    static final String SHARED_TOKENS_KEYS = "on-behalf-of.cache.redis.keys";
    static final String SHARED_TOKENS_LOOKUP_KEY = "on-behalf-of.cache.redis.lookup-key";
    static final String ORDERS_API_URL = "orders-api.url";

    private static final String MICROSOFT = "https://login.microsoftonline.com";

    private final Config config;

    Settings(Config config) {
        this.config = config;
    }

    /** Empty also where an expression in the value cannot be resolved: the value is not set then. */
    Optional<String> text(String name) {
        try {
            return config.getOptionalValue(name, String.class)
                    .map(String::strip)
                    .filter(value -> !value.isEmpty());
        } catch (java.util.NoSuchElementException unresolved) {
            return Optional.empty();
        }
    }

    /** Separated by commas. */
    List<String> list(String name) {
        return text(name).isEmpty()
                ? List.of()
                : config.getOptionalValues(name, String.class).orElse(List.of());
    }

    /** A secret from a file often brings the file's last line end along; not every client takes it off. */
    boolean hasBlanksAround(String name) {
        return text(name).isPresent()
                && !config.getValue(name, String.class).equals(text(name).get());
    }

    Optional<Secret> secret(String name) {
        return text(name).map(Secret::new);
    }

    List<String> profiles() {
        return config.unwrap(SmallRyeConfig.class).getProfiles();
    }

    String tenantId() {
        return text(TENANT_ID).orElse("not-set");
    }

    URI authorityHost() {
        return address(text(AUTHORITY_HOST).orElse(MICROSOFT));
    }

    /** As MSAL4J sees it. */
    URI tokenAuthorityHost() {
        return text(TOKEN_AUTHORITY_HOST).map(Settings::address).orElseGet(this::authorityHost);
    }

    String stsHost() {
        return text("entra.sts-host").orElse("https://sts.windows.net");
    }

    String webClientId() {
        return text(WEB_CLIENT_ID).orElse("");
    }

    String apiClientId() {
        return text(API_CLIENT_ID).orElse("");
    }

    String apiAppIdUri() {
        return text(API_APP_ID_URI).orElseGet(() -> "api://" + apiClientId());
    }

    Optional<Path> caFile() {
        return text("entra.ca-file").map(Path::of);
    }

    String graphUrl() {
        return text("graph.url").orElse("https://graph.microsoft.com/v1.0");
    }

    Duration clockSkew() {
        return config.getOptionalValue("entra.clock-skew", Duration.class).orElse(Duration.ofSeconds(60));
    }

    String credentialKind() {
        return text("entra.api-credential")
                .orElse("secret")
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }

    /** What web-frontend asks for beside openid. */
    List<String> scopes() {
        return text("quarkus.oidc.authentication.scopes").stream()
                .flatMap(scopes -> Arrays.stream(scopes.split(",")))
                .map(String::strip)
                .filter(scope -> !scope.isEmpty())
                .toList();
    }

    /** {@code ENTRA_TENANT_ID} for {@code entra.tenant-id}: how remedies name a setting. */
    static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** An address that cannot be one is kept as a path, which nobody answers at. */
    private static URI address(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException malformed) {
            return URI.create("malformed:address");
        }
    }
}
