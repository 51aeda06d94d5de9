package dev.onbehalf.tenant.page;

import dev.onbehalf.tenant.http.Reply;

/** The frame of every page: the banner that says this is not the real thing, and one card. */
public final class Page {
    private static final String FRAMED_POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'";
    private static final String POLICY = FRAMED_POLICY + "; frame-ancestors 'none'";

    private Page() {}

    /** @param card HTML, already escaped where it must be */
    public static Reply of(int status, Texts texts, String title, String card) {
        return interactive(status, texts, title, card, POLICY);
    }

    /** A page that loads other applications' pages in hidden frames. */
    public static Reply withFrames(Texts texts, String title, String card) {
        return interactive(200, texts, title, card, POLICY + "; frame-src http: https:");
    }

    /** A page that asks nothing of anybody and only passes through. */
    public static Reply inAnyFrame(Texts texts, String title, String card) {
        return rendered(200, texts, title, card, FRAMED_POLICY);
    }

    private static Reply interactive(int status, Texts texts, String title, String card, String policy) {
        return rendered(status, texts, title, card, policy).with("X-Frame-Options", "DENY");
    }

    private static Reply rendered(int status, Texts texts, String title, String card, String policy) {
        String html = """
                <!doctype html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>%s · %s</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="/assets/page.css">
                <script src="/assets/page.js" defer></script>
                </head>
                <body>
                <div class="banner" role="note"><strong>%s</strong> <span>%s</span></div>
                <main class="card">
                %s
                </main>
                </body>
                </html>
                """.formatted(
                texts.language(), title, texts.html("banner"), texts.html("banner"), texts.html("banner.note"), card);
        return Reply.html(status, html)
                .notStored()
                .with("Content-Security-Policy", policy)
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer");
    }
}
