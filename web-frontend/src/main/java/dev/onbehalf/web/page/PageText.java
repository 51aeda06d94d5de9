package dev.onbehalf.web.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the frame around every page; Japanese in {@code messages/page_ja.properties}. */
@MessageBundle("page")
public interface PageText {

    @Message("Onbehalf")
    String product();

    @Message("Skip to content")
    String skip();

    @Message("Onbehalf, start page")
    String home();

    @Message("Main")
    String mainNavigation();

    @Message("Start")
    String start();

    @Message("Orders")
    String orders();

    @Message("Profile")
    String profile();

    @Message("Inspector")
    String inspector();

    @Message("Where you are signed in")
    String sessions();

    @Message("Language")
    String language();

    @Message("Signed in as {name}")
    String signedInAs(String name);

    @Message("Sign in")
    String signIn();

    @Message("Sign out")
    String signOut();

    @Message("Acts for you at Microsoft Graph and Azure AI Search, and only for you.")
    String footer();

    @Message("What helps")
    String remedy();

    @Message("If you ask for help")
    String supportTitle();

    @Message("Send these lines along. They contain nothing secret.")
    String supportText();

    @Message("Copy")
    String copy();

    @Message("Copied")
    String copied();
}
