package dev.onbehalf.web.inspector;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the token inspector; Japanese in {@code messages/inspector_ja.properties}. */
@MessageBundle("inspector")
public interface InspectorText {

    @Message("Token inspector")
    String title();

    @Message(
            "What the tokens of your session say, who each is for, and what the orders API makes of yours. You see claims only: the tokens themselves, with their signatures, stay on the server.")
    String lead();

    @Message("Id token")
    String idToken();

    @Message("tells this web frontend who you are")
    String idTokenFor();

    @Message("API token")
    String apiToken();

    @Message("lets this web frontend call the orders API as you")
    String apiTokenFor();

    @Message("Exchanged token")
    String exchangedToken();

    @Message("lets the orders API call {resource} as you")
    String exchangedTokenFor(String resource);

    @Message("kept by the API for the next call")
    String cached();

    @Message("expires")
    String expires();

    @Message("in {minutes} min")
    String minutesLeft(long minutes);

    @Message("expired")
    String expired();

    @Message("The tokens of your session")
    String tokensTitle();

    @Message(
            "The orders API has not exchanged your token yet, or keeps none. Open your profile: asking Microsoft Graph needs one.")
    String noExchanged();

    @Message("Open your profile")
    String openProfile();

    @Message("The eight checks of the orders API")
    String checksTitle();

    @Message("Each call to the API passes them, after the signature. These are the results for your token, just now.")
    String checksLead();

    @Message("{passed} of {total} passed")
    String checksPassed(long passed, int total);

    @Message("Signature")
    String signature();

    @Message("made by the tenant's key")
    String signatureValid();

    @Message("not valid: {reason}")
    String signatureNot(String reason);

    @Message("passed")
    String passed();

    @Message("failed")
    String failed();

    @Message("The orders API refused the question")
    String refusedTitle();

    @Message("The orders API does not answer")
    String silentTitle();

    @Message("Its checks cannot be shown now. The claims below come from your session and are complete.")
    String silentText();

    @Message("What changes from token to token, and why")
    String changedTitle();

    @Message("All claims, side by side")
    String claimsTitle();

    @Message("Claim")
    String claim();

    @Message("not in this token")
    String absent();

    @Message("differs")
    String differs();

    @Message("Show all {count}")
    String showAll(int count);

    @Message("The token is for this API")
    String check_audience();

    @Message("An accepted tenant issued it")
    String check_issuer();

    @Message("You belong to an accepted tenant")
    String check_tenant();

    @Message("It has not expired")
    String check_expiry();

    @Message("It is already valid")
    String check_not_before();

    @Message("A known application calls")
    String check_calling_application();

    @Message("It is about a person")
    String check_user();

    @Message("It carries a permission")
    String check_permission();

    @Message("audience: who may accept this token")
    String claim_aud();

    @Message("issuer: who made it")
    String claim_iss();

    @Message("the application that asked for it")
    String claim_azp();

    @Message("the application that asked for it (version 1)")
    String claim_appid();

    @Message("how that application proved itself: 0 not at all, 1 secret, 2 certificate")
    String claim_azpacr();

    @Message("scopes: what the application may do in your name")
    String claim_scp();

    @Message("app roles given to you")
    String claim_roles();

    @Message("you, the same in every application of the tenant")
    String claim_oid();

    @Message("your tenant")
    String claim_tid();

    @Message("you, but different for each application")
    String claim_sub();

    @Message("your name, for display only")
    String claim_name();

    @Message("what you type to sign in; may change, so never a key")
    String claim_preferred_username();

    @Message("version of the token's form")
    String claim_ver();

    @Message("expires at")
    String claim_exp();

    @Message("not valid before")
    String claim_nbf();

    @Message("issued at")
    String claim_iat();

    @Message("ties the token to the sign-in that asked for it")
    String claim_nonce();

    @Message("the session at Entra ID, for signing out everywhere")
    String claim_sid();

    @Message("authentication contexts that have been satisfied")
    String claim_acrs();

    @Message("how you signed in")
    String claim_amr();

    @Message("groups you are a member of")
    String claim_groups();

    @Message("whether the token is for a user or an application")
    String claim_idtyp();

    @Message("identifier of this token, for the audit log")
    String claim_uti();

    @Message("internal to Entra ID")
    String claim_rh();

    @Message("internal to Entra ID")
    String claim_aio();

    @Message(
            "Each token is for one receiver only. The id token is for this web frontend; the API token is for the orders API, which refuses any other.")
    String why_aud();

    @Message(
            "An id token needs no such claim: it is for the application that asked. An access token names the application that acts for you, so that the API can refuse strangers.")
    String why_azp();

    @Message("The version 1 form of azp: the application that acts for you.")
    String why_appid();

    @Message(
            "Only access tokens carry scopes. They bound what the application may do in your name at that one receiver, and you have agreed to them.")
    String why_scp();

    @Message("The receiver's registration decides between version 1 and 2, not the endpoint that issued the token.")
    String why_ver();

    @Message(
            "Made differently for each application, so that two applications cannot compare notes about you. oid is the same everywhere.")
    String why_sub();

    @Message("Tokens expire one by one; the web frontend renews them in the background while you stay.")
    String why_exp();
}
