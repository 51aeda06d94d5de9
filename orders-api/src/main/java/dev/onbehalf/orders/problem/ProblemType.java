package dev.onbehalf.orders.problem;

import static dev.onbehalf.orders.problem.Actor.ADMINISTRATOR;
import static dev.onbehalf.orders.problem.Actor.DEVELOPER;
import static dev.onbehalf.orders.problem.Actor.USER;

import java.net.URI;
import java.util.Locale;

/**
 * Every kind of problem this API answers with: what happened, who must act, and how.
 *
 * <p>The lower-case name is the slug of the page at {@code https://onbehalf.dev/problems/<slug>} (RFC 9457 §3.1.1).
 */
public enum ProblemType {
    TOKEN_MISSING(
            401, "No access token was sent", DEVELOPER, "Send an access token for this API: Authorization: Bearer …"),
    TOKEN_INVALID(
            401,
            "The access token is not accepted",
            DEVELOPER,
            "Ask the tenant for an access token whose audience is this API, and send that one."),
    TOKEN_EXPIRED(401, "The access token has expired", DEVELOPER, "Refresh the access token and send the new one."),
    SCOPE_MISSING(
            403,
            "The access token lacks a permission",
            DEVELOPER,
            "Ask for the scope named in WWW-Authenticate, or let an administrator assign the app role."),
    USER_REQUIRED(
            403,
            "This resource acts on behalf of a user",
            DEVELOPER,
            "Call it with a token of a signed-in user: an application's own token has nobody to act for."),
    KEYS_UNAVAILABLE(
            503,
            "The tenant's signing keys cannot be read",
            ADMINISTRATOR,
            "Check that the API reaches the authority named in entra.authority-host, then try again."),

    BODY_MALFORMED(400, "The request body is not valid JSON", DEVELOPER, "Send one well-formed JSON object."),
    BODY_INVALID(400, "The request is not valid", USER, "Correct the fields named in errors."),
    BODY_TOO_LARGE(413, "The request body is too large", DEVELOPER, "Send at most 64 KiB."),
    PARAMETER_INVALID(400, "A parameter is not valid", DEVELOPER, "Correct the parameters named in errors."),
    IDEMPOTENCY_KEY_INVALID(
            400,
            "The Idempotency-Key is missing or not valid",
            DEVELOPER,
            "Send an Idempotency-Key of 1 to 64 characters out of A-Z a-z 0-9 _ -, a new one for each order."),
    IDEMPOTENCY_KEY_REUSED(
            422,
            "The Idempotency-Key was used for another order",
            DEVELOPER,
            "Use a new Idempotency-Key for each order, the same one only to repeat the same request."),
    ORDER_NOT_FOUND(404, "There is no such order", USER, "Check the address: only your own orders can be seen."),
    ORDER_NOT_CANCELLABLE(
            409, "The order can no longer be cancelled", USER, "Talk to the person who approved the order."),

    PATH_NOT_FOUND(404, "Nothing is found at this path", DEVELOPER, "See the API's description for its paths."),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here", DEVELOPER, "Use one of the methods named in Allow."),
    NOT_ACCEPTABLE(
            406, "No acceptable representation", DEVELOPER, "Accept application/json (or the resource's own type)."),
    MEDIA_TYPE_UNSUPPORTED(415, "The media type is not supported", DEVELOPER, "Send Content-Type: application/json."),
    REQUEST_INVALID(400, "The request is not valid", DEVELOPER, "Correct the request."),
    INTERNAL_ERROR(
            500, "Something went wrong in this API", ADMINISTRATOR, "Search the API's log for the correlation id."),

    CONSENT_REQUIRED(
            403,
            "A permission has not been consented to",
            USER,
            "Give the API the permission it needs, or ask an administrator to consent for everybody."),
    CHALLENGE(401, "More is needed to go on", USER, "Sign in again with the claims named in WWW-Authenticate."),
    EXCHANGE_REFUSED(
            403,
            "The tenant refused to act on your behalf",
            ADMINISTRATOR,
            "Look up the AADSTS number of this problem."),
    EXCHANGE_MISCONFIGURED(
            500,
            "This API's registration does not work",
            ADMINISTRATOR,
            "Correct the registration or the credential of orders-api; the AADSTS number names the fault."),
    EXCHANGE_UNAVAILABLE(503, "The tenant did not answer", USER, "Try again in a moment."),

    DOWNSTREAM_REFUSED_TOKEN(
            502,
            "The exchanged token was not accepted",
            ADMINISTRATOR,
            "Try again; if it lasts, check the registration."),
    DOWNSTREAM_FORBIDDEN(
            403,
            "The called API denies access",
            ADMINISTRATOR,
            "Grant the user, or orders-api on the user's behalf, the permission the called API asks for."),
    DOWNSTREAM_NOT_FOUND(404, "The called API has no such thing", USER, "Nothing can be done here."),
    DOWNSTREAM_THROTTLED(503, "The called API asks us to slow down", USER, "Try again after the time in Retry-After."),
    DOWNSTREAM_UNAVAILABLE(503, "The called API does not answer", USER, "Try again in a moment."),
    DOWNSTREAM_TIMEOUT(504, "The called API took too long", USER, "Try again in a moment."),
    DOWNSTREAM_FAILED(
            502, "The called API answered with an error", ADMINISTRATOR, "Search the log for the correlation id."),
    SEARCH_NOT_CONFIGURED(
            501,
            "There is no product search here",
            ADMINISTRATOR,
            "Set SEARCH_URL (search.url) to https://<service>.search.windows.net, give orders-api the permission"
                    + " user_impersonation of Azure AI Search and its users the role Search Index Data Reader."),
    PHOTO_NOT_FOUND(404, "There is no photo", USER, "Add a photo to your Microsoft account to see it here.");

    private final int status;
    private final String title;
    private final Actor actor;
    private final String remedy;

    ProblemType(int status, String title, Actor actor, String remedy) {
        this.status = status;
        this.title = title;
        this.actor = actor;
        this.remedy = remedy;
    }

    /** The page that explains this type. */
    public URI uri() {
        return URI.create("https://onbehalf.dev/problems/" + slug());
    }

    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public Actor actor() {
        return actor;
    }

    public String remedy() {
        return remedy;
    }
}
