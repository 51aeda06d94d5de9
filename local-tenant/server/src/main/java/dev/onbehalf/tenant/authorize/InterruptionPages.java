package dev.onbehalf.tenant.authorize;

import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.directory.Tenant;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.http.Reply;
import dev.onbehalf.tenant.page.Html;
import dev.onbehalf.tenant.page.Page;
import dev.onbehalf.tenant.page.Texts;
import java.security.SecureRandom;
import java.util.stream.Collectors;

/** The pages that interrupt a sign-in: second factor, consent, and the one that sends people to their administrator. */
final class InterruptionPages {
    private final Directory directory;
    private final SecureRandom random = new SecureRandom();

    InterruptionPages(Directory directory) {
        this.directory = directory;
    }

    /** Any six digits but zeros: nothing is protected here, and a script must get through without a phone. */
    static boolean accepts(String code) {
        return code.matches("\\d{6}") && !code.equals("000000");
    }

    /** @param wrong whether the last code was refused */
    Reply secondFactor(SignInPage.Context context, Person person, boolean wrong) {
        Texts texts = context.texts();
        String code = "%06d".formatted(1 + random.nextInt(999_999));
        String card = """
                <h1>%s</h1>
                <p>%s</p>
                %s
                <div class="phone"><span>%s</span><output id="displayed-code">%s</output><small>%s</small></div>
                <form method="post" action="/%s/second-factor">
                %s<label for="second-factor">%s</label>
                <input id="second-factor" name="otp" type="text" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]{6}" maxlength="6" required autofocus value="%s">
                <button id="verify" class="primary">%s</button>
                </form>
                """.formatted(
                        texts.html("second-factor.title"),
                        texts.html("second-factor.why", context.application()),
                        wrong ? alert(texts.html("second-factor.wrong")) : "",
                        texts.html("second-factor.phone", person.userPrincipalName()),
                        code,
                        texts.html("second-factor.note"),
                        Html.escape(context.tenantSegment()),
                        Html.hidden("request", context.sealedRequest()),
                        texts.html("second-factor.code"),
                        code,
                        texts.html("second-factor.verify"));
        return Page.of(200, texts, texts.html("second-factor.title"), card);
    }

    private static String alert(String text) {
        return "<div id=\"error-message\" class=\"alert\" role=\"alert\">" + text + "</div>";
    }

    Reply consent(SignInPage.Context context, Person person, Application client, ConsentRequest request) {
        Texts texts = context.texts();
        String card = """
                <p class="account">%s</p>
                <h1>%s</h1>
                <p><strong id="consent-application">%s</strong><br><span id="consent-publisher">%s</span></p>
                %s
                <p class="small">%s</p>
                <form method="post" action="/%s/consent">
                %s<div class="choice"><button id="consent-cancel" name="consent" value="cancel" class="secondary">%s</button>
                <button id="consent-accept" name="consent" value="accept" class="primary">%s</button></div>
                </form>
                """.formatted(
                        Html.escape(person.userPrincipalName()),
                        texts.html("consent.title"),
                        Html.escape(client.name()),
                        publisher(client, texts),
                        scopes(client, request, texts),
                        texts.html("consent.note", context.application()),
                        Html.escape(context.tenantSegment()),
                        Html.hidden("request", context.sealedRequest()),
                        texts.html("consent.cancel"),
                        texts.html("consent.accept"));
        return Page.of(200, texts, texts.html("consent.title"), card);
    }

    Reply administratorOnly(SignInPage.Context context, Person person, Application client, ConsentRequest request) {
        Texts texts = context.texts();
        String card = """
                <p class="account">%s</p>
                <h1>%s</h1>
                <p><strong id="consent-application">%s</strong><br><span id="consent-publisher">%s</span></p>
                <p id="error-message">AADSTS%d: %s</p>
                %s
                <form method="post" action="/%s/consent">
                %s<button id="consent-cancel" name="consent" value="cancel" class="primary">%s</button>
                </form>
                """.formatted(
                        Html.escape(person.userPrincipalName()),
                        texts.html("approval.title"),
                        Html.escape(client.name()),
                        publisher(client, texts),
                        Aadsts.ADMIN_CONSENT_REQUIRED.number(),
                        texts.html("approval.note", client.name()),
                        scopes(client, request, texts),
                        Html.escape(context.tenantSegment()),
                        Html.hidden("request", context.sealedRequest()),
                        texts.html("approval.back"));
        return Page.of(200, texts, texts.html("approval.title"), card);
    }

    private String publisher(Application client, Texts texts) {
        String domain = directory.tenants().stream()
                .filter(tenant -> tenant.name().equals(client.tenant()))
                .map(Tenant::domain)
                .findFirst()
                .orElse("?");
        return texts.html("consent.publisher", domain);
    }

    private static String scopes(Application client, ConsentRequest request, Texts texts) {
        var lists = new StringBuilder();
        for (Application asking : request.parts().stream()
                .map(ConsentRequest.Part::client)
                .distinct()
                .toList()) {
            String title = asking.equals(client)
                    ? texts.html("consent.wants", asking.name())
                    : texts.html("consent.behind", asking.name());
            String items = request.parts().stream()
                    .filter(part -> part.client().equals(asking))
                    .map(part -> items(part, texts))
                    .collect(Collectors.joining());
            lists.append("<h2>%s</h2>\n<ul class=\"scopes\">\n%s</ul>\n".formatted(title, items));
        }
        return lists.toString();
    }

    private static String items(ConsentRequest.Part part, Texts texts) {
        return part.scopes().stream()
                .flatMap(name -> part.resource().scope(name).stream())
                .map(scope -> "<li data-scope=\"%s\">%s<small>%s · %s</small></li>\n"
                        .formatted(
                                Html.escape(scope.name()),
                                Html.escape(scope.text(texts.language())),
                                Html.escape(part.resource().name()),
                                Html.escape(scope.name())))
                .collect(Collectors.joining());
    }
}
