package dev.onbehalf.tenant.page;

import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.error.Incident;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Reply;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a person sees when a redirect cannot be trusted, and what {@code error_uri} points at. */
public final class ErrorPage {
    private ErrorPage() {}

    public static Reply of(Incident incident, Call call) {
        Texts texts = Texts.of(call);
        String card = """
                <h1>%s</h1>
                <p id="error-message">AADSTS%d: %s</p>
                <h2>%s</h2>
                <dl>
                <dt>%s</dt><dd id="error-code">%d</dd>
                <dt>%s</dt><dd id="correlation-id">%s</dd>
                <dt>%s</dt><dd>%s</dd>
                </dl>
                """.formatted(
                        texts.html("error.title"),
                        incident.number(),
                        Html.escape(incident.error().getMessage()),
                        texts.html("error.help"),
                        texts.html("error.code"),
                        incident.number(),
                        texts.html("error.correlation"),
                        Html.escape(incident.correlationId()),
                        texts.html("error.timestamp"),
                        incident.timestamp());
        return Page.of(400, texts, texts.html("error.title"), card);
    }

    /** {@code GET /error?code=50011} */
    public static Reply explain(Call call) {
        Texts texts = Texts.of(call);
        String code = call.query()
                .value("code")
                .filter(text -> text.matches("\\d{1,8}"))
                .orElse("?");
        String found = Arrays.stream(Aadsts.values())
                .filter(known -> String.valueOf(known.number()).equals(code))
                .map(known -> "<p>" + Html.escape(known.pattern()) + "</p>")
                .collect(Collectors.joining());
        String title = texts.html("explain.title", code);
        return Page.of(
                200,
                texts,
                title,
                "<h1>" + title + "</h1>" + (found.isEmpty() ? "<p>" + texts.html("explain.unknown") + "</p>" : found));
    }
}
