package dev.onbehalf.tenant.token;

import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.error.EntraError;
import dev.onbehalf.tenant.http.Form;
import java.util.Map;
import java.util.Optional;

/** RFC 6749 §4.1.3 with the proof key of RFC 7636. */
final class AuthorizationCodeGrant implements Grant {
    private final AuthorizationCodes codes;
    private final Directory directory;
    private final UserTokens tokens;

    AuthorizationCodeGrant(AuthorizationCodes codes, Directory directory, UserTokens tokens) {
        this.codes = codes;
        this.directory = directory;
        this.tokens = tokens;
    }

    @Override
    public Map<String, Object> redeem(TokenRequest request, GrantContext context) {
        AuthorizationCodes.Code code = codes.open(request.required("code"));
        check(request, code);
        codes.redeem(code);
        var scopes = request.scopes(code.scope(), code.resource(), directory);
        return tokens.issue(
                request,
                new UserTokens.Basis(
                        code.signIn(),
                        scopes,
                        request.optional("scope").orElse(code.scope()),
                        code.resource(),
                        code.nonce(),
                        code.maxAge(),
                        code.capabilities(),
                        code.redirectType().equals("spa") ? code.signIn().at() : null),
                context);
    }

    @Override
    public Optional<String> carriedTenant(Form form) {
        return form.value("code").map(text -> codes.open(text).signIn().tenantId());
    }

    /** All but the single use: a mistake of the client must not burn the code of somebody else. */
    private static void check(TokenRequest request, AuthorizationCodes.Code code) {
        if (!code.signIn().tenantId().equals(request.tenant().id())) {
            throw Aadsts.CODE_OF_ANOTHER_TENANT.with();
        }
        if (!code.clientId().equals(request.client().clientId())) {
            throw Aadsts.GRANT_MALFORMED.with("code");
        }
        if (code.redirectUriSent() || request.optional("redirect_uri").isPresent()) {
            String redirectUri = request.required("redirect_uri");
            requireRegistered(redirectUri, request);
            if (!redirectUri.equals(code.redirectUri())) {
                throw Aadsts.CODE_REDIRECT_MISMATCH.with(redirectUri, code.redirectUri());
            }
        }
        ProofKey.check(code.challenge(), code.challengeMethod(), request.optional("code_verifier"));
    }

    private static void requireRegistered(String redirectUri, TokenRequest request) {
        if (request.client().redirect(redirectUri).isEmpty()) {
            EntraError mismatch =
                    Aadsts.REDIRECT_MISMATCH.with(redirectUri, request.client().clientId());
            throw request.version() == 1 ? mismatch.as("invalid_client") : mismatch;
        }
    }
}
