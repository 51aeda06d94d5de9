package dev.onbehalf.web.signin;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the page about a person's sessions; Japanese in {@code messages/sessions_ja.properties}. */
@MessageBundle("sessions")
public interface SessionsText {

    @Message("Where you are signed in")
    String title();

    @Message("Each browser you are signed in with has a session of its own. Is there one you do not know? Sign it out.")
    String lead();

    @Message("Unknown browser")
    String unknownDevice();

    @Message("this browser")
    String here();

    @Message("Signed in")
    String since();

    @Message("Last used")
    String used();

    @Message("Sign out there")
    String end();

    @Message("Sign out there: {device}")
    String endNamed(String device);

    @Message("Sign out everywhere else")
    String endOthers();

    @Message("Whoever sits there has to sign in again. This browser stays signed in.")
    String endOthersText();

    @Message("You are signed out there.")
    String endedNotice();

    @Message("There is no other session of yours.")
    String nowhereElse();
}
