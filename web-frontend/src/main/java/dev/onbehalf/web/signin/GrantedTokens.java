package dev.onbehalf.web.signin;

import dev.onbehalf.web.session.Tokens;
import io.quarkus.oidc.AuthorizationCodeTokens;
import java.time.Clock;
import java.time.Instant;

/** Turns what the token endpoint granted into what a session keeps. */
final class GrantedTokens {

    // Used where the tenant does not say: Entra's shortest life of an access token.
    private static final long SHORTEST_LIFE_SECONDS = 600;

    private GrantedTokens() {}

    static Tokens of(AuthorizationCodeTokens granted, Clock clock) {
        return new Tokens(
                granted.getIdToken(), granted.getAccessToken(), granted.getRefreshToken(), expiry(granted, clock));
    }

    private static Instant expiry(AuthorizationCodeTokens granted, Clock clock) {
        Long seconds = granted.getAccessTokenExpiresIn();
        Instant access = clock.instant().plusSeconds(seconds == null ? SHORTEST_LIFE_SECONDS : seconds);
        return JwtClaims.of(granted.getIdToken()).get("exp") instanceof Number exp
                        && exp.longValue() < access.getEpochSecond()
                ? Instant.ofEpochSecond(exp.longValue())
                : access;
    }
}
