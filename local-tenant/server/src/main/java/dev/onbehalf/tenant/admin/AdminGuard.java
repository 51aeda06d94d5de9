package dev.onbehalf.tenant.admin;

import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Reply;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps web pages out: a browser adds no header of ours without a preflight, which is never granted, and a name that
 * was rebound to this machine shows in {@code Host}.
 */
final class AdminGuard {
    static final String HEADER = "X-Local-Tenant";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final URI admin;

    AdminGuard(URI admin) {
        this.admin = admin;
    }

    /** The refusal, or nothing when the call may pass. */
    Optional<Reply> refusal(Call call) {
        if (!call.header(HEADER).filter("admin"::equals).isPresent()) {
            return refused(403, "the header " + HEADER + ": admin is missing");
        }
        if (!isOurs(call.header("Host").orElse(""))) {
            return refused(403, "foreign Host");
        }
        if (call.header("Origin").filter(origin -> !isOurOrigin(origin)).isPresent()) {
            return refused(403, "foreign Origin");
        }
        if (call.body().length > 0 && !call.hasType("application/json")) {
            return refused(415, "bodies are application/json");
        }
        return Optional.empty();
    }

    /** For the page, which holds nothing and which browsers ask for without our header. */
    Optional<Reply> refusalOfName(Call call) {
        return isOurs(call.header("Host").orElse("")) ? Optional.empty() : refused(403, "foreign Host");
    }

    private boolean isOurs(String host) {
        String suffix = ":" + admin.getPort();
        String name = host.endsWith(suffix) ? host.substring(0, host.length() - suffix.length()) : host;
        return LOOPBACK.contains(name) || name.equals(admin.getHost());
    }

    private boolean isOurOrigin(String origin) {
        return origin.startsWith("http://") && isOurs(origin.substring("http://".length()));
    }

    private static Optional<Reply> refused(int status, String reason) {
        return Optional.of(Reply.json(status, Map.of("error", reason)));
    }
}
