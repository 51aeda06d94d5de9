package dev.onbehalf.orders.access;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.smallrye.jwt.runtime.auth.MpJwtValidator;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Answers for a token that was verified before on the thread that read the request: there is nothing to wait for. All
 * others are left to Quarkus's own provider, which hands them to a thread that may verify and wait for the tenant's keys.
 */
@Singleton
class TokensSeenBefore implements IdentityProvider<TokenAuthenticationRequest> {

    /** Before Quarkus's own, which has the default of 1001. */
    private static final int PRIORITY = SYSTEM_FIRST + 2;

    private final VerifiedTokens verified;
    private final MpJwtValidator validator;

    TokensSeenBefore(VerifiedTokens verified, JWTParser parser) {
        this.verified = verified;
        // Without configuration it stays on the thread.
        this.validator = new MpJwtValidator(parser, null, null, null);
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        return verified.find(request.getToken().getToken()).isPresent()
                ? validator.authenticate(request, context)
                : Uni.createFrom().nullItem();
    }
}
