package dev.onbehalf.orders.problem;

import dev.onbehalf.problem.Catalogue;
import dev.onbehalf.problem.Explanation;
import java.net.URI;
import java.util.Locale;

/**
 * Every kind of problem this API answers with, and its status. What happened, who must act and how stands in the
 * catalogue ({@code problems.properties}), as on the type's page.
 *
 * <p>The lower-case name is the slug of the page at {@code https://onbehalf.dev/problems/<slug>} (RFC 9457 §3.1.1).
 */
public enum ProblemType {
    TOKEN_MISSING(401),
    TOKEN_INVALID(401),
    ID_TOKEN_SENT(401),
    GRAPH_TOKEN_SENT(401),
    EXCHANGED_TOKEN_SENT(401),
    SIGNING_KEY_UNKNOWN(401),
    TOKEN_EXPIRED(401),
    SCOPE_MISSING(403),
    ROLE_MISSING(403),
    USER_REQUIRED(403),
    KEYS_UNAVAILABLE(503),

    BODY_MALFORMED(400),
    BODY_INVALID(400),
    BODY_TOO_LARGE(413),
    PARAMETER_INVALID(400),
    IDEMPOTENCY_KEY_INVALID(400),
    IDEMPOTENCY_KEY_REUSED(422),
    ORDER_NOT_FOUND(404),
    ORDER_NOT_CANCELLABLE(409),
    ORDER_CANCELLED(409),
    OWN_ORDER(403),
    RECEIPT_UNDER_WAY(409),
    RECEIPT_UNCONFIRMED(409),
    MAILBOX_MISSING(409),

    PATH_NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    MEDIA_TYPE_UNSUPPORTED(415),
    REQUEST_INVALID(400),
    INTERNAL_ERROR(500),

    CONSENT_REQUIRED(401),
    CHALLENGE(401),
    EXCHANGE_REFUSED(403),
    EXCHANGE_MISCONFIGURED(500),
    API_PERMISSION_MISSING(500),
    API_IS_PUBLIC_CLIENT(500),
    EXCHANGE_UNAVAILABLE(503),

    DOWNSTREAM_REFUSED_TOKEN(502),
    DOWNSTREAM_FORBIDDEN(403),
    DOWNSTREAM_NOT_FOUND(404),
    DOWNSTREAM_THROTTLED(503),
    DOWNSTREAM_UNAVAILABLE(503),
    DOWNSTREAM_TIMEOUT(504),
    DOWNSTREAM_FAILED(502),
    SEARCH_NOT_CONFIGURED(501),
    PHOTO_NOT_FOUND(404);

    private final int status;
    private final Explanation explanation;

    ProblemType(int status) {
        this.status = status;
        this.explanation = Catalogue.problem(slug());
    }

    /** @throws IllegalArgumentException when no type has this slug */
    public static ProblemType of(String slug) {
        return valueOf(slug.toUpperCase(Locale.ROOT).replace('-', '_'));
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

    public Explanation explanation() {
        return explanation;
    }
}
