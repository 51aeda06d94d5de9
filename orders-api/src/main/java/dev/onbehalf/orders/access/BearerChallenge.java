package dev.onbehalf.orders.access;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The {@code WWW-Authenticate} header in the form Entra's own APIs use: where to sign in, for which API, what is wrong
 * (RFC 6750 §3; claims challenge: https://learn.microsoft.com/entra/identity-platform/claims-challenge).
 */
@Singleton
public class BearerChallenge {

    private final String base;
    private final String scopePrefix;

    BearerChallenge(Entra entra) {
        this.base = "Bearer realm=\"\", authorization_uri=\"" + entra.authorityHost() + "/" + entra.tenantId()
                + "/oauth2/v2.0/authorize\", client_id=\"" + entra.apiClientId() + "\"";
        this.scopePrefix = entra.apiAppIdUri() + "/";
    }

    /** No token was sent, so nothing is said about one (RFC 6750 §3.1). */
    public String plain() {
        return base;
    }

    public String invalidToken(String description) {
        return base + ", error=\"invalid_token\", error_description=" + quoted(description);
    }

    public String insufficientScope(String scope, String description) {
        return base + ", error=\"insufficient_scope\", error_description=" + quoted(description) + ", scope="
                + quoted(scopePrefix + scope);
    }

    /** @param claims the JSON that the next sign-in must pass on */
    public String insufficientClaims(String claims) {
        String encoded = Base64.getEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        return base + ", error=\"insufficient_claims\", claims=\"" + encoded + "\"";
    }

    /** @param scope what a person or an administrator has to consent to for this API, by its full name */
    public String consentRequired(String scope) {
        return base + ", error=\"consent_required\", scope=" + quoted(scope);
    }

    /** RFC 6750 §3 allows %x20-21 / %x23-5B / %x5D-7E. */
    private static String quoted(String text) {
        return '"' + text.replaceAll("[^\\x20-\\x7e]", "?").replaceAll("[\"\\\\]", "'") + '"';
    }
}
