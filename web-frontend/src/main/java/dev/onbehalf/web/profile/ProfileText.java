package dev.onbehalf.web.profile;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the profile page; Japanese in {@code messages/profile_ja.properties}. */
@MessageBundle("profile")
public interface ProfileText {

    @Message("Your profile")
    String title();

    @Message("As Microsoft Graph knows you: asked by the orders API, on your behalf.")
    String lead();

    @Message("Photo of {name}")
    String photoOf(String name);

    @Message("No job title in the directory")
    String noJobTitle();

    @Message("About you")
    String about();

    @Message("E-mail")
    String mail();

    @Message("Office")
    String office();

    @Message("Mobile phone")
    String mobile();

    @Message("Preferred language")
    String preferredLanguage();

    @Message("not given")
    String notGiven();

    @Message("Your manager")
    String manager();

    @Message("No manager")
    String noManager();

    @Message("The directory names nobody you report to.")
    String noManagerText();
}
