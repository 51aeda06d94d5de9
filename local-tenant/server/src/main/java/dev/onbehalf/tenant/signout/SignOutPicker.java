package dev.onbehalf.tenant.signout;

import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Form;
import dev.onbehalf.tenant.http.Reply;
import dev.onbehalf.tenant.page.Html;
import dev.onbehalf.tenant.page.Page;
import dev.onbehalf.tenant.page.Texts;
import java.util.List;
import java.util.stream.Collectors;

/** Asks which of several accounts wants to leave, when the application gave no hint. */
final class SignOutPicker {
    private SignOutPicker() {}

    static Reply page(Call call, Form parameters, List<Person> people) {
        Texts texts = Texts.of(call);
        String title = texts.html("sign-out.title");
        String tiles = people.stream().map(person -> tile(person, texts)).collect(Collectors.joining());
        var passedOn = new StringBuilder();
        parameters.forEach(
                (name, value) -> passedOn.append(name.equals("logout_hint") ? "" : Html.hidden(name, value)));
        return Page.of(200, texts, title, """
                <h1>%s</h1>
                <p>%s</p>
                <form id="pick-sign-out" method="post" action="%s">
                %s<ul class="tiles">
                %s</ul>
                </form>
                """.formatted(
                        title, texts.html("sign-out.note"), Html.escape(call.path()), passedOn, tiles));
    }

    private static String tile(Person person, Texts texts) {
        String name = person.displayName();
        return """
                <li><button class="tile" name="logout_hint" value="%s" data-account="%s">
                <span class="face" aria-hidden="true">%s</span>
                <span>%s<small>%s · %s</small></span></button></li>
                """.formatted(
                        Html.escape(person.userPrincipalName()),
                        Html.escape(person.userPrincipalName()),
                        Html.escape(name.substring(0, name.offsetByCodePoints(0, 1))),
                        Html.escape(name),
                        Html.escape(person.userPrincipalName()),
                        texts.html("pick.signed-in"));
    }
}
