package dev.onbehalf.tenant.token;

import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.discovery.Addresses;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.keys.Jwt;
import dev.onbehalf.tenant.keys.SigningKeys;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A service exchanges the token it was called with for one to call others in the same person's name.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow">On-Behalf-Of flow</a>
 */
final class OnBehalfOfGrant implements Grant {
    private final SigningKeys keys;
    private final Addresses addresses;
    private final Directory directory;
    private final UserTokens tokens;
    private final Aio aio;
    private final Clock clock;

    OnBehalfOfGrant(
            SigningKeys keys, Addresses addresses, Directory directory, UserTokens tokens, Aio aio, Clock clock) {
        this.keys = keys;
        this.addresses = addresses;
        this.directory = directory;
        this.tokens = tokens;
        this.aio = aio;
        this.clock = clock;
    }

    @Override
    public Map<String, Object> redeem(TokenRequest request, GrantContext context) {
        String text = request.required("assertion");
        String use = request.required("requested_token_use");
        if (!use.equals("on_behalf_of")) {
            throw Aadsts.UNSUPPORTED_VALUE.with(use, "requested_token_use");
        }
        Jwt assertion = Jwt.parse(text).orElseThrow(() -> Aadsts.ASSERTION_INVALID.with("The token is malformed."));
        context.assertion(assertion);
        check(assertion, request);
        if (request.version() == 2) {
            request.required("scope");
        }
        RequestedScopes scopes = request.scopes("", null, directory);
        return tokens.issue(
                request,
                new UserTokens.Basis(
                        signIn(assertion, request),
                        scopes,
                        request.optional("scope").orElse(""),
                        request.optional("resource").orElse(null),
                        null,
                        false,
                        Set.of(),
                        null),
                context);
    }

    private void check(Jwt assertion, TokenRequest request) {
        if (!assertion.isSignedBy(keys)) {
            throw Aadsts.ASSERTION_INVALID.with("The key was not found, or the signature is wrong.");
        }
        if (!addresses.isIssuerOf(assertion.text("iss"), request.tenant().id())) {
            throw Aadsts.ASSERTION_INVALID.with("The issuer is not this tenant.");
        }
        if (!assertion.claims().has("azp") && !assertion.claims().has("appid")) {
            throw Aadsts.ASSERTION_IS_ID_TOKEN.with();
        }
        requireAudience(assertion, request.client());
        if (!assertion.claims().has("scp")) {
            throw Aadsts.ASSERTION_IS_APP_ONLY.with(request.client().clientId());
        }
        requireValidNow(assertion);
    }

    private static void requireAudience(Jwt assertion, Application client) {
        String audience = assertion.text("aud");
        if (!client.clientId().equals(audience) && !client.appIdUris().contains(String.valueOf(audience))) {
            throw Aadsts.ASSERTION_AUDIENCE_MISMATCH.with(audience, client.clientId());
        }
    }

    private void requireValidNow(Jwt assertion) {
        long now = clock.instant().getEpochSecond();
        if (assertion.seconds("exp") <= now || assertion.seconds("nbf") > now + 300) {
            throw Aadsts.ASSERTION_EXPIRED.with();
        }
        if (directory.isRevoked(String.valueOf(assertion.text("oid")), aio.issuedAt(assertion))) {
            throw Aadsts.REFRESH_REVOKED.with();
        }
    }

    /** The exchanged token speaks of the same sign-in as the one it was exchanged for. */
    private SignIn signIn(Jwt assertion, TokenRequest request) {
        var contexts = new TreeSet<String>();
        assertion.claims().path("acrs").forEach(context -> contexts.add(context.asText()));
        var state = aio.in(assertion);
        return new SignIn(
                request.tenant().id(),
                assertion.text("oid"),
                assertion.text("sid"),
                state.map(Aio.State::signedInAtMillis)
                        .map(Instant::ofEpochMilli)
                        .orElseGet(() -> Instant.ofEpochSecond(assertion.seconds("iat"))),
                state.map(Aio.State::methods).orElseGet(() -> methods(assertion)),
                contexts);
    }

    private static List<String> methods(Jwt assertion) {
        var methods = new ArrayList<String>();
        assertion.claims().path("amr").forEach(method -> methods.add(method.asText()));
        return methods.isEmpty() ? List.of("pwd") : methods;
    }
}
