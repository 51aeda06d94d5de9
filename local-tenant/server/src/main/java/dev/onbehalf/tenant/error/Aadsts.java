package dev.onbehalf.tenant.error;

/**
 * Entra's error numbers with the OAuth error, HTTP status and suberror they come with on v2, and their text.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">Error codes</a>
 */
public enum Aadsts {
    // The request itself
    MISSING_PARAMETER(900144, "invalid_request", "The request body must contain the following parameter: '%s'."),
    MALFORMED(9002313, "invalid_request", "Invalid request. Request is malformed or invalid."),
    DOUBLED_PARAMETER(
            9000411, "invalid_request", "The request is not properly formatted. The parameter '%s' is duplicated."),
    ONLY_POST(900561, "invalid_request", "The endpoint only accepts POST requests. Received a %s request."),
    UNSUPPORTED_VALUE(90023, "invalid_request", "Unsupported value '%s' for parameter '%s'."),
    UNSUPPORTED_GRANT(70003, "unsupported_grant_type", "The app requested an unsupported grant type '%s'."),
    RESOURCE_ON_V2(901002, "invalid_request", "The 'resource' request parameter is not supported."),
    SID_AND_HINT(
            90005,
            "invalid_request",
            "Unable to complete request. The request is not valid because the identifier and login hint can't be used together."),
    CHALLENGE_MALFORMED(501491, "invalid_request", "Invalid size or characters of Code_Challenge parameter."),
    METHOD_MALFORMED(50149, "invalid_request", "Invalid Code_Challenge_method parameter '%s'."),
    CLAIMS_MALFORMED(50141, "invalid_request", "The value of the 'claims' parameter is no valid JSON object."),

    // Tenants and applications
    UNKNOWN_TENANT(
            90002,
            "invalid_tenant",
            "Tenant '%s' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud."),
    MALFORMED_TENANT(
            900023,
            "invalid_request",
            "Specified tenant identifier '%s' is neither a valid DNS name, nor a valid external domain."),
    UNKNOWN_INSTANCE(50049, "invalid_instance", "Unknown or invalid instance."),
    UNKNOWN_CLIENT(
            700016,
            "unauthorized_client",
            "Application with identifier '%s' was not found in the directory '%s'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant."),
    SINGLE_TENANT_ON_COMMON(
            50194,
            "unauthorized_client",
            "Application '%s' is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps. Use a tenant-specific endpoint."),
    GRANT_ON_COMMON(
            9001023,
            "invalid_request",
            "The grant type is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint."),
    REDIRECT_MISMATCH(
            50011,
            "invalid_request",
            "The redirect URI '%s' specified in the request does not match the redirect URIs configured for the application '%s'."),

    // What is asked for
    QUERY_FOR_TOKENS(
            70007, "invalid_request", "'query' is not a supported value of 'response_mode' when requesting a token."),
    UNSUPPORTED_RESPONSE_TYPE(70005, "unsupported_response_type", "The response type '%s' is not supported."),
    TOKEN_DISABLED(
            700051, "unsupported_response_type", "The response_type 'token' is not enabled for the application."),
    ID_TOKEN_DISABLED(
            700054, "unsupported_response_type", "The response_type 'id_token' is not enabled for the application."),
    INVALID_SCOPE(
            70011,
            "invalid_scope",
            "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope '%s' is not valid."),
    SEVERAL_RESOURCES(
            28000,
            "invalid_scope",
            "Provided value for the input parameter scope is not valid because it contains more than one resource. Scope '%s' is not valid."),
    SEVERAL_DEFAULTS(
            700022,
            "invalid_scope",
            "The provided value for the input parameter 'scope' is not valid because the scope contains more than one resource. Scope '%s' is not valid."),
    DEFAULT_MIXED(
            70011,
            "invalid_scope",
            "The provided value for the input parameter 'scope' is not valid. .default scope can't be combined with resource-specific scopes. The scope '%s' is not valid."),
    APP_SCOPE(
            1002012,
            "invalid_scope",
            "The provided value for scope %s is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI)."),
    UNKNOWN_RESOURCE(
            500011,
            "invalid_resource",
            "The resource principal named %s was not found in the tenant named %s. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant."),
    RESOURCE_NOT_LISTED(
            650057,
            "invalid_resource",
            "Invalid resource. The client has requested access to a resource which is not listed in the requested permissions in the client's application registration. Client app ID: %s. Resource value from request: %s."),
    CONSENT_REQUIRED(
            65001,
            "invalid_grant",
            400,
            "consent_required",
            "The user or administrator has not consented to use the application with ID '%s' named '%s'. Send an interactive authorization request for this user and resource."),
    CONSENT_DECLINED(65004, "access_denied", "User declined to consent to access the app."),
    ADMIN_CONSENT_REQUIRED(90094, "access_denied", "The grant requires admin permissions."),

    // What policies demand
    MFA_REQUIRED(
            50076,
            "invalid_grant",
            400,
            "basic_action",
            "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '%s'."),
    MFA_ENROLMENT_REQUIRED(
            50079,
            "invalid_grant",
            400,
            "basic_action",
            "Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication to access '%s'."),
    STRONG_AUTHENTICATION_REQUIRED(50074, "invalid_grant", 400, "basic_action", "Strong Authentication is required."),
    BLOCKED(
            53003,
            "invalid_grant",
            400,
            "message_only",
            "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance."),
    DEVICE_NOT_COMPLIANT(
            53000,
            "invalid_grant",
            400,
            "message_only",
            "Device is not in required device state: %s. Conditional Access policy requires a compliant device, and the device is not compliant."),
    DEVICE_NOT_JOINED(
            53001,
            "invalid_grant",
            400,
            "message_only",
            "Device is not in required device state: %s. Conditional Access policy requires a domain joined device, and the device is not domain joined."),
    SIGN_IN_TOO_LONG_AGO(
            70043,
            "invalid_grant",
            "The refresh token has expired or is invalid due to sign-in frequency checks by Conditional Access. The token was issued on %s and the maximum allowed lifetime for this request is %s."),
    CLIENT_LOOP(
            50196,
            "invalid_grant",
            "The server terminated an operation because it encountered a client request loop. Please contact your app vendor."),

    // The person
    WRONG_PASSWORD(50126, "invalid_grant", "Error validating credentials due to invalid username or password."),
    UNKNOWN_USER(
            50034,
            "invalid_grant",
            "The user account %s does not exist in the %s directory. To sign into this application, the account must be added to the directory."),
    USER_OF_ANOTHER_TENANT(
            50020,
            "invalid_grant",
            "User account '%s' from identity provider '%s' does not exist in tenant '%s' and cannot access the application '%s' in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different user account."),
    USER_DISABLED(50057, "invalid_grant", "The user account is disabled."),
    USER_NOT_ASSIGNED(
            50105,
            "invalid_grant",
            400,
            "message_only",
            "Your administrator has configured the application %s ('%s') to block users unless they are specifically granted ('assigned') access to the application."),
    NO_SESSION(50058, "login_required", "A silent sign-in request was sent but no user is signed in."),
    SEVERAL_SESSIONS(
            16000,
            "interaction_required",
            "Either multiple user identities are available for the current request or the selected account is not supported for the scenario."),
    SIGN_IN_STALE(
            50132,
            "invalid_grant",
            "The session is not valid due to the following reasons: password expiration or recent password change, SSO artifact is invalid or expired, session is not fresh enough for application."),

    PASSWORD_CHANGED(50133, "invalid_grant", "Session is invalid due to expiration or recent password change."),

    // Client credentials
    SECRET_WRONG(
            7000215,
            "invalid_client",
            401,
            null,
            "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '%s'."),
    SECRET_EXPIRED(
            7000222,
            "invalid_client",
            401,
            null,
            "The provided client secret keys for app '%s' are expired. Visit the Azure portal to create new keys for your app, or consider using certificate credentials for added security."),
    CREDENTIAL_MISSING(
            7000218,
            "invalid_client",
            401,
            null,
            "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."),
    APP_CREDENTIAL_MISSING(
            7000216,
            "invalid_client",
            401,
            null,
            "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type."),
    PUBLIC_WITH_CREDENTIAL(
            700025,
            "invalid_client",
            401,
            null,
            "Client is public so neither 'client_assertion' nor 'client_secret' should be presented."),
    ASSERTION_SIGNATURE(
            700027,
            "invalid_client",
            401,
            null,
            "The certificate with identifier used to sign the client assertion is not registered on application, or the signature is not valid."),
    ASSERTION_AUDIENCE(
            700023, "invalid_client", 401, null, "Client assertion audience claim does not match Realm issuer."),
    ASSERTION_TIME(700024, "invalid_client", 401, null, "Client assertion is not within its valid time range."),
    ASSERTION_SUBJECT(50048, "invalid_client", 401, null, "Subject must match Issuer claim in the client assertion."),
    FEDERATED_NO_MATCH(
            70021, "invalid_client", 401, null, "No matching federated identity record found for presented assertion."),
    FEDERATED_ISSUER(
            700211,
            "invalid_client",
            401,
            null,
            "No matching federated identity record found for presented assertion issuer '%s'."),
    FEDERATED_AUDIENCE(
            700212,
            "invalid_client",
            401,
            null,
            "No matching federated identity record found for presented assertion audience '%s'."),
    FEDERATED_SUBJECT(
            700213,
            "invalid_client",
            401,
            null,
            "No matching federated identity record found for presented assertion subject '%s'."),

    FEDERATED_BY_ENTRA(
            700222, "invalid_client", 401, null, "AAD-issued tokens may not be used for federated identity flows."),
    FEDERATED_ISSUER_SILENT(50166, "invalid_client", 401, null, "Request to External OIDC endpoint failed."),

    // Codes and refresh tokens
    CODE_REDEEMED(
            54005,
            "invalid_grant",
            "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token."),
    GRANT_EXPIRED(
            70008,
            "invalid_grant",
            "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource."),
    GRANT_MALFORMED(70000, "invalid_grant", "The provided value for the '%s' parameter is not valid."),
    VERIFIER_MISMATCH(
            501481,
            "invalid_grant",
            "The Code_Verifier does not match the code_challenge supplied in the authorization request."),
    VERIFIER_MISSING(
            50148,
            "invalid_grant",
            "The code_verifier does not match the code_challenge supplied in the authorization request for PKCE."),
    CODE_REDIRECT_MISMATCH(
            500112,
            "invalid_grant",
            "The reply address '%s' does not match the reply address '%s' provided when requesting Authorization code."),
    CODE_OF_ANOTHER_TENANT(
            700005,
            "invalid_grant",
            "Provided Authorization Code is intended to use against other tenant, thus rejected."),
    REFRESH_EXPIRED(
            700082,
            "invalid_grant",
            400,
            "bad_token",
            "The refresh token has expired due to inactivity. The token was issued on %s and was inactive for 90.00:00:00."),
    REFRESH_REVOKED(
            50173,
            "invalid_grant",
            400,
            "bad_token",
            "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password."),
    SPA_REFRESH_EXPIRED(
            700084,
            "invalid_grant",
            400,
            "bad_token",
            "The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which can't be extended."),
    SPA_ORIGIN_MISSING(
            9002327,
            "invalid_request",
            "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests."),
    SPA_WITHOUT_PKCE(
            9002325,
            "invalid_request",
            "Proof Key for Code Exchange is required for cross-origin authorization code redemption."),
    ORIGIN_FOR_WEB(
            9002326,
            "invalid_request",
            "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type."),

    // On behalf of
    ASSERTION_AUDIENCE_MISMATCH(
            500131,
            "invalid_grant",
            "Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was '%s' and the expected audience is '%s'."),
    ASSERTION_INVALID(50013, "invalid_grant", "Assertion failed signature validation. [Reason - %s]"),
    ASSERTION_EXPIRED(
            500133,
            "invalid_grant",
            "Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion, or request a new token."),
    ASSERTION_IS_ID_TOKEN(
            240002,
            "invalid_request",
            "Input id_token cannot be used as 'urn:ietf:params:oauth:grant-type:jwt-bearer' grant."),
    ASSERTION_IS_APP_ONLY(
            7000114, "invalid_grant", "Application '%s' is not allowed to make application on-behalf-of calls."),

    // The service
    THROTTLED(
            90055,
            "temporarily_unavailable",
            429,
            null,
            "There are too many incoming requests. This exception is thrown for blocked tenants."),
    TRANSIENT(90033, "temporarily_unavailable", 503, null, "A transient error has occurred. Please try again.");

    private final int number;
    private final String error;
    private final int status;
    private final String suberror;
    private final String text;

    Aadsts(int number, String error, String text) {
        this(number, error, 400, null, text);
    }

    Aadsts(int number, String error, int status, String suberror, String text) {
        this.number = number;
        this.error = error;
        this.status = status;
        this.suberror = suberror;
        this.text = text;
    }

    public int number() {
        return number;
    }

    /** The text with {@code …} where a failure names what it is about. */
    public String pattern() {
        return text.replace("%s", "…");
    }

    String error() {
        return error;
    }

    int status() {
        return status;
    }

    String suberror() {
        return suberror;
    }

    /** The failure with the placeholders of its text filled; they may hold names, ids and addresses, never secrets. */
    public EntraError with(Object... values) {
        return new EntraError(this, error, text.formatted(values), suberror, null);
    }
}
