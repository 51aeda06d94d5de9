package dev.onbehalf.tenant.authorize;

import dev.onbehalf.tenant.http.Form;
import dev.onbehalf.tenant.http.Reply;
import dev.onbehalf.tenant.page.Html;
import dev.onbehalf.tenant.page.Page;
import dev.onbehalf.tenant.page.Texts;
import java.util.Map;

/** Sends the parameters of an answer back to the application, the way it asked for. */
final class Answers {
    private Answers() {}

    static Reply send(ResponseMode mode, String redirectUri, Map<String, String> parameters, Texts texts) {
        return switch (mode) {
            case QUERY ->
                Reply.redirect(redirectUri + (redirectUri.contains("?") ? "&" : "?") + Form.encode(parameters))
                        .notStored();
            case FRAGMENT ->
                Reply.redirect(redirectUri + "#" + Form.encode(parameters)).notStored();
            case FORM_POST -> formPost(redirectUri, parameters, texts);
        };
    }

    /** OAuth 2.0 Form Post Response Mode: a page that posts itself. */
    private static Reply formPost(String redirectUri, Map<String, String> parameters, Texts texts) {
        var inputs = new StringBuilder();
        parameters.forEach((name, value) -> inputs.append(Html.hidden(name, value)));
        String card = """
                <h1>%s</h1>
                <form id="go-on" method="post" action="%s">
                %s<button id="continue" class="primary">%s</button>
                </form>
                """.formatted(
                texts.html("form-post.title"), Html.escape(redirectUri), inputs, texts.html("form-post.continue"));
        // Nobody decides anything on this page, and silent requests meet it in a hidden frame.
        return Page.inAnyFrame(texts, texts.html("form-post.title"), card);
    }
}
