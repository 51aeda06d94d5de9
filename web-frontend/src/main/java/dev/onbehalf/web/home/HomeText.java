package dev.onbehalf.web.home;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the start page; Japanese in {@code messages/home_ja.properties}. */
@MessageBundle("home")
public interface HomeText {

    @Message("On behalf of you, never beyond you")
    String tagline();

    @Message("Every call made in your name")
    String title();

    @Message(
            "Onbehalf takes your purchase orders. You sign in once; whatever it then does, at its own API and at Microsoft Graph, it does as you: with your permissions, for as long as you stay, and without a token ever reaching your browser.")
    String lead();

    @Message("Sign in")
    String signIn();

    @Message("with your work account")
    String signInHint();

    @Message("How one sign-in travels")
    String chainTitle();

    @Message(
            "Your browser talks to the web frontend with a cookie that means nothing anywhere else. The web frontend calls the orders API with a token that is good for that API only. The orders API exchanges it at Entra ID for a token for Microsoft Graph or Azure AI Search, still in your name.")
    String chainText();

    @Message("Browser")
    String browser();

    @Message("holds a meaningless cookie")
    String browserDoes();

    @Message("session cookie")
    String cookieLink();

    @Message("signs you in, keeps the tokens")
    String frontendDoes();

    @Message("token for the API only")
    String apiTokenLink();

    @Message("checks it eight ways")
    String apiDoes();

    @Message("exchanged token, still you")
    String exchangedLink();

    @Message("Microsoft Graph · AI Search")
    String downstream();

    @Message("see you, not the application")
    String downstreamDoes();

    @Message("Microsoft Entra ID")
    String entra();

    @Message("signs you in and exchanges the token: on behalf of you")
    String entraDoes();

    @Message("The browser holds nothing")
    String pointBrowserTitle();

    @Message("Authorization code with PKCE. Tokens stay on the server, encrypted; what you carry is a random number.")
    String pointBrowserText();

    @Message("One audience per token")
    String pointAudienceTitle();

    @Message("The token for the API is refused everywhere else, and the API refuses every other token and says why.")
    String pointAudienceText();

    @Message("Errors that teach")
    String pointErrorsTitle();

    @Message("When something fails, the page names the cause, who has to act, and the remedy.")
    String pointErrorsText();

    @Message("Welcome, {name}")
    String welcome(String name);

    @Message("You are signed in. Here is what you can do in your name.")
    String welcomeLead();

    @Message("Place an order")
    String orderTitle();

    @Message("It is kept under your account, and nobody but you can cancel it.")
    String orderText();

    @Message("Look over your orders")
    String ordersTitle();

    @Message("What you have placed, what is approved, what you have cancelled.")
    String ordersText();

    @Message("Approve what waits")
    String approveTitle();

    @Message("Orders of other people that wait for somebody who may say yes.")
    String approveText();

    @Message("See how Graph sees you")
    String profileTitle();

    @Message("Your name, job title, photo and manager, asked from Microsoft Graph on your behalf.")
    String profileText();

    @Message("Inspect your tokens")
    String inspectorTitle();

    @Message("The claims of each token side by side, and the eight checks the API makes.")
    String inspectorText();
}
