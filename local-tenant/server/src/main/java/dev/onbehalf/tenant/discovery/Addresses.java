package dev.onbehalf.tenant.discovery;

import dev.onbehalf.tenant.http.Call;
import java.net.URI;

/**
 * Where the tenant can be reached: http for people's browsers, https for libraries that insist on it.
 *
 * <p>There is one issuer for both, below {@code http}; the endpoints of a document are those of the door it was
 * asked for at.
 */
public record Addresses(URI http, URI https, URI admin) {

    /** The v2 issuer of a tenant, or of the unexpanded <code>{tenantid}</code>. */
    public String issuer(String tenantId) {
        return http + "/" + tenantId + "/v2.0";
    }

    /** The v1 issuer, with its slash at the end, in place of {@code https://sts.windows.net/{tid}/}. */
    public String v1Issuer(String tenantId) {
        return http + "/sts/" + tenantId + "/";
    }

    /** The door this call came in by. */
    public String authority(Call call) {
        return (call.secure() ? https : http).toString();
    }

    public boolean isIssuerOf(String issuer, String tenantId) {
        return issuer(tenantId).equals(issuer) || v1Issuer(tenantId).equals(issuer);
    }
}
