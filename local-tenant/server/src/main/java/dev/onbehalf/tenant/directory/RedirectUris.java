package dev.onbehalf.tenant.directory;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares redirect addresses as texts: exactly and with regard to case.
 *
 * <p>For loopback hosts the port is ignored, because an application on a developer's machine takes the one that is
 * free (RFC 8252 §7.3).
 */
final class RedirectUris {
    private static final Pattern LOOPBACK =
            Pattern.compile("(https?://(?:localhost|127\\.0\\.0\\.1|\\[::1]))(?::\\d{1,5})?([/?].*)?");

    private RedirectUris() {}

    static boolean matches(String registered, String requested) {
        return registered.equals(requested) || withoutPort(registered).equals(withoutPort(requested));
    }

    private static String withoutPort(String uri) {
        Matcher loopback = LOOPBACK.matcher(uri);
        if (!loopback.matches()) {
            return uri;
        }
        return loopback.group(1) + (loopback.group(2) == null ? "" : loopback.group(2));
    }
}
