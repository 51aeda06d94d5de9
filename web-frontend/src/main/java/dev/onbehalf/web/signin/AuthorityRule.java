package dev.onbehalf.web.signin;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which hosts may say who somebody is: outside dev, test and demo only Microsoft's clouds
 * (<a href="https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud">national clouds</a>).
 */
final class AuthorityRule {

    static final Set<String> CLOUDS =
            Set.of("login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn");

    private static final Set<String> PLAY_PROFILES = Set.of("dev", "test", "demo");

    private AuthorityRule() {}

    /** Why this authority is refused under these profiles, or empty when it is fine. */
    static Optional<String> objection(URI authority, List<String> profiles) {
        boolean play = PLAY_PROFILES.containsAll(profiles) && !profiles.isEmpty();
        if (play || ("https".equals(authority.getScheme()) && isCloud(authority))) {
            return Optional.empty();
        }
        return Optional.of(
                ("entra.authority-host is %s. In production only Microsoft's clouds may sign people in: https and one of %s."
                                + " A local tenant is accepted by the profiles dev, test and demo only; the active profile is %s.")
                        .formatted(authority, CLOUDS.stream().sorted().toList(), String.join(",", profiles)));
    }

    private static boolean isCloud(URI authority) {
        return authority.getHost() != null
                && CLOUDS.contains(authority.getHost().toLowerCase(java.util.Locale.ROOT))
                && (authority.getPort() == -1 || authority.getPort() == 443)
                && authority.getUserInfo() == null
                && (authority.getPath() == null || authority.getPath().isEmpty());
    }
}
