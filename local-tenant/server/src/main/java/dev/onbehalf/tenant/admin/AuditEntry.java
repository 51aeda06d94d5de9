package dev.onbehalf.tenant.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;

/**
 * One call as the tenant saw it. Secrets, codes, tokens, verifiers, assertions and passwords are replaced by
 * {@code ***}.
 *
 * @param target {@code authorize}, {@code sign-in}, {@code token}, {@code keys}, {@code discovery}, {@code logout},
 *     {@code graph}, {@code search} or {@code chat}
 * @param user object id of the person, where one is known
 * @param token audience, scopes and the like of the bearer token or of the assertion
 * @param error the OAuth or Graph error of a refusal
 * @param fault the kind of fault that befell this call
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEntry(
        Instant at,
        String target,
        String method,
        String path,
        String tenant,
        String clientId,
        String user,
        String grantType,
        Map<String, String> parameters,
        Map<String, String> headers,
        Map<String, Object> token,
        int status,
        String error,
        Integer aadsts,
        String fault) {}
