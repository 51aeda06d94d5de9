package dev.onbehalf.web.signin;

import dev.onbehalf.web.problem.ProblemKind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An error the tenant sent back with the browser. Anybody can write such a link, so of its text only what has a fixed form is shown:
 * the AADSTS number and the correlation id.
 */
record TenantError(ProblemKind kind, String aadsts, String correlationId) {

    private static final Pattern NUMBER = Pattern.compile("AADSTS(\\d{4,8})");
    private static final Pattern CORRELATION =
            Pattern.compile("Correlation ID: ([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})");

    static TenantError of(String error, String description, String subcode) {
        String text = description == null ? "" : description;
        boolean declined = "access_denied".equals(error) || "cancel".equals(subcode);
        return new TenantError(
                declined ? ProblemKind.SIGN_IN_DECLINED : ProblemKind.SIGN_IN_REFUSED,
                first(NUMBER, text, "AADSTS"),
                first(CORRELATION, text, ""));
    }

    private static String first(Pattern pattern, String text, String prefix) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? prefix + matcher.group(1) : "";
    }
}
