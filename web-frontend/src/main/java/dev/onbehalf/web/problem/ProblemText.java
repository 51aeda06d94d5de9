package dev.onbehalf.web.problem;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the problem pages; Japanese in {@code messages/problem_ja.properties}. */
@MessageBundle("problem")
public interface ProblemText {

    @Message("This request makes no sense to us")
    String badRequestTitle();

    @Message("Something in the address or in the form is not as it should be.")
    String badRequest();

    @Message("This form is too old")
    String formExpiredTitle();

    @Message("It was opened too long ago, or cookies are blocked. Nothing was changed.")
    String formExpired();

    @Message("This request came from another website")
    String foreignOriginTitle();

    @Message("A page of another website tried to act in your name. Nothing was changed.")
    String foreignOrigin();

    @Message("You may not do this")
    String forbiddenTitle();

    @Message("You are signed in, but your account has no permission for this.")
    String forbidden();

    @Message("There is nothing here")
    String notFoundTitle();

    @Message("The address is wrong, or what was here is gone.")
    String notFound();

    @Message("This cannot be done here")
    String methodNotAllowedTitle();

    @Message(
            "The address exists, but does not answer this kind of request. Did you reload a page after sending a form?")
    String methodNotAllowed();

    @Message("This is too much at once")
    String tooLargeTitle();

    @Message("What was sent is larger than any form of ours can be.")
    String tooLarge();

    @Message("The address is too long")
    String addressTooLongTitle();

    @Message("No page of ours has an address this long.")
    String addressTooLong();

    @Message("Your browser sends too many cookies")
    String headersTooLargeTitle();

    @Message(
            "The request's headers are larger than we accept. Deleting this site's cookies in the browser's settings helps.")
    String headersTooLarge();

    @Message("Something went wrong on our side")
    String unexpectedTitle();

    @Message("It is not your fault. Please try again; if it happens again, tell us the trace id and the time below.")
    String unexpected();

    @Message("Please sign in")
    String signInNeededTitle();

    @Message("This needs a sign-in, and a script cannot do it for you. Reload the page.")
    String signInNeeded();

    @Message("The sign-in was not completed")
    String signInIncompleteTitle();

    @Message("This sign-in is over, was already used, or was started in another browser. Start it again.")
    String signInIncomplete();

    @Message("Signing in goes round in circles")
    String signInLoopTitle();

    @Message(
            "You were sent to the sign-in page many times within a minute, so we stopped. Usually the browser does not keep our cookie:"
                    + " allow cookies for this site, wait a minute, and try again.")
    String signInLoop();

    @Message("You did not sign in")
    String signInDeclinedTitle();

    @Message("The sign-in was cancelled or permission was not given. You can start it again at any time.")
    String signInDeclined();

    @Message("The sign-in was refused")
    String signInRefusedTitle();

    @Message("Microsoft Entra ID did not sign you in. Your administrator can look the code below up.")
    String signInRefused();

    @Message("The sign-in service does not answer")
    String signInUnavailableTitle();

    @Message("Nobody can be signed in at the moment. You are not signed out; please try again in a minute.")
    String signInUnavailable();

    @Message("We cannot reach your session at the moment")
    String sessionsUnavailableTitle();

    @Message("You are not signed out. Please try again in a minute.")
    String sessionsUnavailable();

    @Message("More is needed of you")
    String stepUpNeededTitle();

    @Message("The orders service wants more of you before it goes on, and a script cannot give it. Reload the page.")
    String stepUpNeeded();

    @Message("You did not confirm that it is you")
    String stepUpDeclinedTitle();

    @Message("The confirmation was cancelled. You are still signed in, and nothing was changed or sent.")
    String stepUpDeclined();

    @Message("Your confirmation was not accepted")
    String stepUpRefusedTitle();

    @Message(
            "Microsoft Entra ID did not let you go on. You are still signed in, and nothing was changed. Your administrator can look the code below up.")
    String stepUpRefused();

    @Message("The confirmation could not be completed")
    String stepUpIncompleteTitle();

    @Message(
            "Something went wrong between Microsoft Entra ID and us. You are still signed in, and nothing was changed or sent.")
    String stepUpIncomplete();

    @Message("This step is over")
    String stepUpOverTitle();

    @Message(
            "It took too long, was already completed, or belongs to somebody else. Nothing was done twice: start again from the page you were on.")
    String stepUpOver();

    @Message("That was another account")
    String anotherAccountTitle();

    @Message(
            "You confirmed with another account than the one you are signed in with here. You are still signed in as before, and nothing was changed.")
    String anotherAccount();

    @Message("It was not enough")
    String stepUpInVainTitle();

    @Message(
            "You confirmed that it is you, and the orders service asks for it again. We stopped here instead of sending you around in circles. Nothing was changed.")
    String stepUpInVain();

    @Message("You did not give permission")
    String consentDeclinedTitle();

    @Message(
            "Without it the orders service cannot do this in your name. Everything else works as before, and nothing was changed.")
    String consentDeclined();

    @Message("The permission is still missing")
    String consentInVainTitle();

    @Message("It was not given, or by another account, or only an administrator can give it. Nothing was changed.")
    String consentInVain();

    @Message("This was already sent")
    String alreadyDoneTitle();

    @Message(
            "You had confirmed it once before, and it was not sent a second time. Look at the page it came from to see what became of it.")
    String alreadyDone();

    @Message("Nothing waits here any more")
    String interruptedOverTitle();

    @Message(
            "What you were about to do was kept for some minutes, for the account that began it alone. It was not sent. Please start again.")
    String interruptedOver();

    @Message("This is not what you were shown")
    String interruptedChangedTitle();

    @Message("What arrived differs from what waits to be sent, so nothing was sent. What you typed is still there.")
    String interruptedChanged();

    @Message("{#when who}{#is 'user'}You can do this yourself."
            + "{#is 'administrator'}An administrator of your organisation has to do this. Send them the lines below."
            + "{#else}The people who run this application have to do this. Send them the lines below.{/when}")
    String actor(String who);

    @Message("All about this problem")
    String typeLink();

    @Message("The orders service does not answer")
    String apiUnreachableTitle();

    @Message("Your orders are safe. Please try again in a minute.")
    String apiUnreachable();

    @Message("The orders service refused")
    String apiRefusedTitle();

    @Message("It gave no reason that could be shown here.")
    String apiRefused();

    @Message("Try again")
    String tryAgain();

    @Message("Sign in again")
    String signInAgain();

    @Message("To the start page")
    String toStart();

    @Message("Back to where you were")
    String backToPage();

    @Message("Back to the form")
    String backToForm();
}
