package dev.onbehalf.tenant.authorize;

import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.error.Incident;
import dev.onbehalf.tenant.http.Reply;
import dev.onbehalf.tenant.page.Html;
import dev.onbehalf.tenant.page.Page;
import dev.onbehalf.tenant.page.Texts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Name and password, with the people of this tenant to choose from; and the picker of accounts already signed in. */
final class SignInPage {
    private final Directory directory;

    SignInPage(Directory directory) {
        this.directory = directory;
    }

    /**
     * @param sealedRequest the authorize request, to be resumed after the form is sent
     * @param failure what was wrong with the last try
     */
    record Context(
            String tenantSegment, String sealedRequest, String application, Texts texts, Optional<Incident> failure) {}

    Reply password(Context context, String username) {
        Texts texts = context.texts();
        String card = """
                <h1>%s</h1>
                <p>%s</p>
                %s
                <form method="post" action="/%s/login">
                %s<label for="username">%s</label>
                <input id="username" name="username" type="text" inputmode="email" autocomplete="username" autocapitalize="none" spellcheck="false" required%s value="%s">
                <label for="password">%s</label>
                <input id="password" name="password" type="password" autocomplete="current-password" required%s>
                <button id="sign-in" class="primary">%s</button>
                %s</form>
                %s
                """.formatted(
                        texts.html("sign-in.title"),
                        texts.html("sign-in.to", context.application()),
                        context.failure().map(SignInPage::alert).orElse(""),
                        Html.escape(context.tenantSegment()),
                        Html.hidden("request", context.sealedRequest()),
                        texts.html("sign-in.username"),
                        username.isEmpty() ? " autofocus" : "",
                        Html.escape(username),
                        texts.html("sign-in.password"),
                        username.isEmpty() ? "" : " autofocus",
                        texts.html("sign-in.submit"),
                        cancel(texts),
                        people(texts));
        return Page.of(200, texts, texts.html("sign-in.title"), card);
    }

    /** After all other buttons: the first one is what the Enter key presses. */
    private static String cancel(Texts texts) {
        return "<button id=\"cancel\" class=\"secondary\" name=\"cancel\" value=\"1\" formnovalidate>%s</button>\n"
                .formatted(texts.html("sign-in.cancel"));
    }

    private static String alert(Incident failure) {
        return "<div id=\"error-message\" class=\"alert\" role=\"alert\">AADSTS%d: %s</div>"
                .formatted(failure.number(), Html.escape(failure.error().getMessage()));
    }

    private String people(Texts texts) {
        String password = directory.people().getFirst().password();
        String tiles = directory.people().stream().map(SignInPage::personTile).collect(Collectors.joining());
        return """
                <section class="people" aria-labelledby="people">
                <h2 id="people">%s</h2>
                <p>%s</p>
                <ul class="tiles">
                %s</ul>
                </section>
                """.formatted(
                        texts.html("sign-in.people"),
                        texts.html("sign-in.people.note", "\u0000")
                                .replace("\u0000", "<code>" + Html.escape(password) + "</code>"),
                        tiles);
    }

    private static String personTile(Person person) {
        return """
                <li><button type="button" class="tile" data-account="%s" data-fill="%s" data-password="%s">
                <span class="face" aria-hidden="true">%s</span>
                <span>%s<small>%s</small><small>%s</small></span></button></li>
                """.formatted(
                        Html.escape(person.userPrincipalName()),
                        Html.escape(person.userPrincipalName()),
                        Html.escape(person.password()),
                        Html.escape(initial(person)),
                        Html.escape(person.displayName()),
                        Html.escape(person.userPrincipalName()),
                        Html.escape(person.description()));
    }

    private static String initial(Person person) {
        return person.displayName().substring(0, person.displayName().offsetByCodePoints(0, 1));
    }

    Reply pick(Context context, List<BrowserSession.Account> accounts) {
        Texts texts = context.texts();
        String tiles = accounts.stream()
                .flatMap(account -> directory.person(account.oid()).stream())
                .map(person -> accountTile(person, texts))
                .collect(Collectors.joining());
        String card = """
                <h1>%s</h1>
                <p>%s</p>
                <form method="post" action="/%s/login">
                %s<ul class="tiles">
                %s<li><button id="use-another-account" class="tile" name="account" value="another">
                <span class="face" aria-hidden="true">+</span><span>%s</span></button></li>
                </ul>
                %s</form>
                """.formatted(
                        texts.html("pick.title"),
                        texts.html("sign-in.to", context.application()),
                        Html.escape(context.tenantSegment()),
                        Html.hidden("request", context.sealedRequest()),
                        tiles,
                        texts.html("pick.other"),
                        cancel(texts));
        return Page.of(200, texts, texts.html("pick.title"), card);
    }

    private static String accountTile(Person person, Texts texts) {
        return """
                <li><button class="tile" name="account" value="%s" data-account="%s">
                <span class="face" aria-hidden="true">%s</span>
                <span>%s<small>%s · %s</small></span></button></li>
                """.formatted(
                        Html.escape(person.oid()),
                        Html.escape(person.userPrincipalName()),
                        Html.escape(initial(person)),
                        Html.escape(person.displayName()),
                        Html.escape(person.userPrincipalName()),
                        texts.html("pick.signed-in"));
    }
}
