package dev.onbehalf.tenant.page;

import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Reply;

/** For those who type the address. */
public final class Home {
    private Home() {}

    public static Reply answer(Call call) {
        Texts texts = Texts.of(call);
        return Page.of(
                200,
                texts,
                texts.html("home.title"),
                "<h1>" + texts.html("home.title") + "</h1>\n<p>" + texts.html("home.note") + "</p>");
    }
}
