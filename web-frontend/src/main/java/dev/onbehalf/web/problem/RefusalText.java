package dev.onbehalf.web.problem;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * Words for the types of problem that orders-api answers with, by the last part of their address; where there are none, that part itself.
 * None in English, which the API speaks; Japanese in {@code messages/refusal_ja.properties}.
 */
@MessageBundle("refusal")
public interface RefusalText {

    @Message("{slug}")
    String title(String slug);

    @Message("{slug}")
    String explanation(String slug);

    @Message("{slug}")
    String remedy(String slug);
}
