package dev.onbehalf.web.problem;

import java.util.function.Function;

/** What can go wrong, as a person sees it. */
public enum ProblemKind {
    BAD_REQUEST(400, ProblemText::badRequestTitle, ProblemText::badRequest, Way.START),
    FORM_EXPIRED(400, ProblemText::formExpiredTitle, ProblemText::formExpired, Way.FORM),
    FOREIGN_ORIGIN(403, ProblemText::foreignOriginTitle, ProblemText::foreignOrigin, Way.START),
    FORBIDDEN(403, ProblemText::forbiddenTitle, ProblemText::forbidden, Way.START),
    NOT_FOUND(404, ProblemText::notFoundTitle, ProblemText::notFound, Way.START),
    METHOD_NOT_ALLOWED(405, ProblemText::methodNotAllowedTitle, ProblemText::methodNotAllowed, Way.START),
    TOO_LARGE(413, ProblemText::tooLargeTitle, ProblemText::tooLarge, Way.START),
    ADDRESS_TOO_LONG(414, ProblemText::addressTooLongTitle, ProblemText::addressTooLong, Way.START),
    HEADERS_TOO_LARGE(431, ProblemText::headersTooLargeTitle, ProblemText::headersTooLarge, Way.START),
    UNEXPECTED(500, ProblemText::unexpectedTitle, ProblemText::unexpected, Way.AGAIN),
    SIGN_IN_NEEDED(401, ProblemText::signInNeededTitle, ProblemText::signInNeeded, Way.SIGN_IN),
    SIGN_IN_INCOMPLETE(401, ProblemText::signInIncompleteTitle, ProblemText::signInIncomplete, Way.SIGN_IN),
    SIGN_IN_LOOP(429, ProblemText::signInLoopTitle, ProblemText::signInLoop, Way.START),
    SIGN_IN_DECLINED(403, ProblemText::signInDeclinedTitle, ProblemText::signInDeclined, Way.SIGN_IN),
    SIGN_IN_REFUSED(403, ProblemText::signInRefusedTitle, ProblemText::signInRefused, Way.SIGN_IN),
    SIGN_IN_UNAVAILABLE(503, ProblemText::signInUnavailableTitle, ProblemText::signInUnavailable, Way.AGAIN),
    SESSIONS_UNAVAILABLE(503, ProblemText::sessionsUnavailableTitle, ProblemText::sessionsUnavailable, Way.AGAIN),
    STEP_UP_NEEDED(401, ProblemText::stepUpNeededTitle, ProblemText::stepUpNeeded, Way.AGAIN),
    STEP_UP_DECLINED(403, ProblemText::stepUpDeclinedTitle, ProblemText::stepUpDeclined, Way.BACK),
    STEP_UP_REFUSED(403, ProblemText::stepUpRefusedTitle, ProblemText::stepUpRefused, Way.BACK),
    STEP_UP_INCOMPLETE(502, ProblemText::stepUpIncompleteTitle, ProblemText::stepUpIncomplete, Way.BACK),
    STEP_UP_OVER(409, ProblemText::stepUpOverTitle, ProblemText::stepUpOver, Way.BACK),
    ANOTHER_ACCOUNT(403, ProblemText::anotherAccountTitle, ProblemText::anotherAccount, Way.BACK),
    STEP_UP_IN_VAIN(403, ProblemText::stepUpInVainTitle, ProblemText::stepUpInVain, Way.BACK),
    CONSENT_DECLINED(403, ProblemText::consentDeclinedTitle, ProblemText::consentDeclined, Way.BACK),
    CONSENT_IN_VAIN(403, ProblemText::consentInVainTitle, ProblemText::consentInVain, Way.BACK),
    ALREADY_DONE(409, ProblemText::alreadyDoneTitle, ProblemText::alreadyDone, Way.BACK),
    INTERRUPTED_OVER(410, ProblemText::interruptedOverTitle, ProblemText::interruptedOver, Way.BACK),
    INTERRUPTED_CHANGED(400, ProblemText::interruptedChangedTitle, ProblemText::interruptedChanged, Way.BACK),
    API_UNREACHABLE(503, ProblemText::apiUnreachableTitle, ProblemText::apiUnreachable, Way.AGAIN),
    API_REFUSED(502, ProblemText::apiRefusedTitle, ProblemText::apiRefused, Way.START);

    /** Where the page's button leads. */
    enum Way {
        START(ProblemText::toStart),
        SIGN_IN(ProblemText::signInAgain),
        AGAIN(ProblemText::tryAgain),
        FORM(ProblemText::backToForm),
        BACK(ProblemText::backToPage);

        private final Function<ProblemText, String> label;

        Way(Function<ProblemText, String> label) {
            this.label = label;
        }

        String label(ProblemText text) {
            return label.apply(text);
        }
    }

    private final int status;
    private final Function<ProblemText, String> title;
    private final Function<ProblemText, String> explanation;
    private final Way way;

    ProblemKind(int status, Function<ProblemText, String> title, Function<ProblemText, String> explanation, Way way) {
        this.status = status;
        this.title = title;
        this.explanation = explanation;
        this.way = way;
    }

    public int status() {
        return status;
    }

    /** Whether the tenant gave a reason that somebody may want to look into. */
    boolean isRefusal() {
        return this == SIGN_IN_REFUSED || this == STEP_UP_REFUSED;
    }

    String title(ProblemText text) {
        return title.apply(text);
    }

    String explanation(ProblemText text) {
        return explanation.apply(text);
    }

    Way way() {
        return way;
    }

    /** The kind for a bare status code. */
    static ProblemKind ofStatus(int status) {
        return switch (status) {
            case 401 -> SIGN_IN_NEEDED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 413 -> TOO_LARGE;
            case 414 -> ADDRESS_TOO_LONG;
            case 431 -> HEADERS_TOO_LARGE;
            default -> status >= 500 ? UNEXPECTED : BAD_REQUEST;
        };
    }
}
