package dev.onbehalf.tenant.admin;

import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.CallNotes;
import dev.onbehalf.tenant.http.Form;
import dev.onbehalf.tenant.http.Reply;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The last calls, newest last. */
public final class Audit {
    private static final int KEPT = 2_000;
    private static final int LONGEST_VALUE = 512;
    private static final String HIDDEN = "***";
    private static final Set<String> SECRET = Set.of(
            "client_secret",
            "code",
            "refresh_token",
            "assertion",
            "client_assertion",
            "code_verifier",
            "password",
            "id_token_hint",
            "id_token",
            "access_token",
            "token",
            "request",
            "device_code",
            "otp",
            "code-entered");
    private static final Set<String> TOLD_HEADERS = Set.of(
            "client-request-id",
            "return-client-request-id",
            "user-agent",
            "x-anchormailbox",
            "x-ms-lib-capability",
            "origin",
            "content-type",
            "accept",
            "accept-language",
            "traceparent",
            "prefer");

    private final Clock clock;
    private final Deque<AuditEntry> entries = new ArrayDeque<>();

    public Audit(Clock clock) {
        this.clock = clock;
    }

    public void record(String target, Call call, Reply reply) {
        CallNotes notes = call.notes();
        var entry = new AuditEntry(
                clock.instant(),
                target,
                call.method(),
                call.path(),
                notes.tenant,
                notes.clientId,
                notes.user,
                notes.grantType,
                parameters(call),
                headers(call),
                notes.token,
                reply.status(),
                notes.error,
                notes.aadsts,
                notes.fault);
        synchronized (entries) {
            if (entries.size() == KEPT) {
                entries.removeFirst();
            }
            entries.addLast(entry);
        }
    }

    public List<AuditEntry> entries() {
        synchronized (entries) {
            return List.copyOf(entries);
        }
    }

    /** The entries of one endpoint. */
    public List<AuditEntry> of(String target) {
        return entries().stream().filter(entry -> entry.target().equals(target)).toList();
    }

    public void clear() {
        synchronized (entries) {
            entries.clear();
        }
    }

    private static Map<String, String> parameters(Call call) {
        var told = new LinkedHashMap<String, String>();
        try {
            call.query().forEach((name, value) -> told.put(shortened(name), told(name, value)));
            call.form().forEach((name, value) -> told.put(shortened(name), told(name, value)));
        } catch (Form.MalformedForm malformed) {
            told.clear();
        }
        return told;
    }

    private static String told(String name, String value) {
        return SECRET.contains(name.toLowerCase(Locale.ROOT)) ? HIDDEN : shortened(value);
    }

    private static Map<String, String> headers(Call call) {
        var told = new LinkedHashMap<String, String>();
        call.headers().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("x-client-") || TOLD_HEADERS.contains(lower)) {
                told.put(name, shortened(values.getFirst()));
            }
        });
        return told;
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }
}
