package dev.onbehalf.tenant.admin;

import dev.onbehalf.tenant.fault.Fault;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Reply;
import dev.onbehalf.tenant.page.Assets;
import dev.onbehalf.tenant.page.Html;
import dev.onbehalf.tenant.page.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The page on the admin port. It holds no data; its script asks the API for them like every other client. */
final class AdminPage {
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
            + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Map<String, String> TYPES =
            Map.of("admin.css", "text/css; charset=utf-8", "admin.js", "text/javascript; charset=utf-8");

    private final Assets assets = new Assets();

    /** The page, its style and its script; nothing for every other address. */
    Optional<Reply> answer(Call call) {
        if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
            return Optional.empty();
        }
        return switch (call.path()) {
            case "/", "/admin", "/admin/" -> Optional.of(page(Texts.of(call)));
            case "/assets/page.css" -> Optional.of(assets.named("page.css"));
            case "/assets/admin.css" -> Optional.of(asset("admin.css"));
            case "/assets/admin.js" -> Optional.of(asset("admin.js"));
            default -> Optional.empty();
        };
    }

    private static Reply asset(String name) {
        try (var in = AdminPage.class.getResourceAsStream(name)) {
            return Reply.bytes(TYPES.get(name), in.readAllBytes()).with("X-Content-Type-Options", "nosniff");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Reply page(Texts texts) {
        String html = """
                <!doctype html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>%s</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="/assets/page.css">
                <link rel="stylesheet" href="/assets/admin.css">
                <script src="/assets/admin.js" defer></script>
                </head>
                <body>
                <div class="banner" role="note"><strong>%s</strong></div>
                <main class="board" data-failed="%s" data-disable="%s" data-enable="%s" data-revoke="%s" data-no-mail="%s">
                <h1>%s</h1>
                <p id="failed" class="alert wide" role="alert"></p>
                %s%s%s%s
                </main>
                </body>
                </html>
                """.formatted(
                        texts.language(),
                        texts.html("admin.title"),
                        texts.html("admin.banner"),
                        texts.html("admin.failed"),
                        texts.html("admin.people.disable"),
                        texts.html("admin.people.enable"),
                        texts.html("admin.people.revoke"),
                        texts.html("admin.outbox.none"),
                        texts.html("admin.title"),
                        switches(texts),
                        people(texts),
                        section(texts, "outbox", "", "<div id=\"outbox\"></div>"),
                        audit(texts));
        return Reply.html(200, html)
                .notStored()
                .with("Content-Security-Policy", POLICY)
                .with("X-Frame-Options", "DENY")
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer");
    }

    private static String switches(Texts texts) {
        String faults = """
                <form id="fault"><div class="row">%s%s%s%s%s<button class="go">%s</button></div></form>
                """.formatted(
                choice(
                        texts,
                        "fault.target",
                        "target",
                        Fault.TARGETS.stream().sorted().toList()),
                choice(
                        texts,
                        "fault.kind",
                        "kind",
                        Arrays.stream(Fault.Kind.values()).map(Fault.Kind::text).toList()),
                number(texts, "fault.status", "status"),
                number(texts, "fault.retry", "retryAfter"),
                number(texts, "fault.times", "times"),
                texts.html("admin.fault.add"));
        String policies = """
                <form id="policy"><div class="row">\
                <label>%s<input name="user" list="names" required></label><datalist id="names"></datalist>%s%s\
                <button class="go">%s</button></div></form>
                """.formatted(
                        texts.html("admin.policy.user"),
                        choice(
                                texts,
                                "policy.resource",
                                "resource",
                                List.of(
                                        "https://graph.microsoft.com",
                                        "https://search.azure.com",
                                        "api://22222222-2222-4222-8222-000000000001")),
                        choice(texts, "policy.require", "require", List.of("mfa", "block", "acrs:c1")),
                        texts.html("admin.policy.add"));
        String clock = "<h3>" + texts.html("admin.clock") + "</h3><p><span>" + texts.html("admin.clock.now")
                + "</span> <code id=\"now\"></code></p><div class=\"row\">"
                + offsets()
                + "</div>";
        String rest = "<h3>" + texts.html("admin.keys") + "</h3><div class=\"row\">"
                + press(texts, "keys.overlap", "POST", "/keys/rotate", "{\"overlap\":true}")
                + press(texts, "keys.theft", "POST", "/keys/rotate", "{\"overlap\":false}")
                + "</div><div class=\"row\">"
                + press(texts, "fault.clear", "DELETE", "/faults", "")
                + press(texts, "policy.clear", "DELETE", "/policies", "")
                + press(texts, "reset", "POST", "/reset", "") + "</div>";
        String inForce = "<h3>" + texts.html("admin.in-force") + "</h3><ul class=\"in-force\" id=\"in-force\"></ul>";
        return section(texts, "switches", "wide", faults + policies + clock + rest + inForce);
    }

    private static String offsets() {
        return List.of("PT0S", "PT30M", "PT90M", "P1D", "P91D").stream()
                .map(offset ->
                        "<button type=\"button\" data-method=\"PUT\" data-path=\"/clock\" data-body=\"%s\">+%s</button>"
                                .formatted(Html.escape("{\"offset\":\"" + offset + "\"}"), offset))
                .collect(Collectors.joining());
    }

    private static String people(Texts texts) {
        return section(texts, "people", "", "<div class=\"scroll\"><table><tbody id=\"people\"></tbody></table></div>");
    }

    private static String audit(Texts texts) {
        return section(
                texts,
                "audit",
                "wide",
                "<p>" + texts.html("admin.audit.note") + " "
                        + press(texts, "audit.clear", "DELETE", "/audit", "")
                        + "</p><div class=\"scroll\"><table><tbody id=\"audit\"></tbody></table></div>");
    }

    private static String section(Texts texts, String key, String kind, String content) {
        return "<section class=\"%s\"><h2>%s</h2>%s</section>\n".formatted(kind, texts.html("admin." + key), content);
    }

    private static String choice(Texts texts, String key, String name, Collection<String> options) {
        return "<label>%s<select name=\"%s\">%s</select></label>"
                .formatted(
                        texts.html("admin." + key),
                        name,
                        options.stream()
                                .map(option -> "<option>" + Html.escape(option) + "</option>")
                                .collect(Collectors.joining()));
    }

    private static String number(Texts texts, String key, String name) {
        return "<label>%s<input type=\"number\" name=\"%s\" min=\"0\"></label>"
                .formatted(texts.html("admin." + key), name);
    }

    private static String press(Texts texts, String key, String method, String path, String body) {
        return "<button type=\"button\" data-method=\"%s\" data-path=\"%s\" data-body=\"%s\">%s</button>"
                .formatted(method, path, Html.escape(body), texts.html("admin." + key));
    }
}
