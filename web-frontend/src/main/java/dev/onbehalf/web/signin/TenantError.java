package dev.onbehalf.web.signin;

import dev.onbehalf.web.problem.ProblemKind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An error the tenant sent back with the browser. Anybody can write such a link, so of its text only what has a fixed form is shown:
 * the AADSTS number and the correlation id.
 */
public record TenantError(ProblemKind kind, String aadsts, String correlationId) {

    private static final Pattern NUMBER = Pattern.compile("AADSTS(\\d{4,8})");
    private static final Pattern CORRELATION =
            Pattern.compile("Correlation ID: ([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})");

    public static TenantError of(String error, String description, String subcode) {
        String text = description == null ? "" : description;
        return new TenantError(kind(error, subcode), first(NUMBER, text, "AADSTS"), first(CORRELATION, text, ""));
    }

    /** What the token endpoint said when the code could not be redeemed; quarkus-oidc passes its answer on as a message. */
    static TenantError in(Throwable failure) {
        String said = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            said += " " + cause.getMessage();
        }
        String number = first(NUMBER, said, "AADSTS");
        return new TenantError(
                number.isEmpty() ? ProblemKind.SIGN_IN_INCOMPLETE : ProblemKind.SIGN_IN_REFUSED,
                number,
                first(CORRELATION, said, ""));
    }

    private static ProblemKind kind(String error, String subcode) {
        if (error == null) {
            return ProblemKind.SIGN_IN_INCOMPLETE;
        }
        boolean declined = "access_denied".equals(error) || "cancel".equals(subcode);
        return declined ? ProblemKind.SIGN_IN_DECLINED : ProblemKind.SIGN_IN_REFUSED;
    }

    /** The same in a query, as the tenant would have written it. */
    String query() {
        if (aadsts.isEmpty()) {
            return "";
        }
        String correlation = correlationId.isEmpty() ? "" : "%20Correlation%20ID:%20" + correlationId;
        return "?error=refused&error_description=" + aadsts + correlation;
    }

    private static String first(Pattern pattern, String text, String prefix) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? prefix + matcher.group(1) : "";
    }
}
