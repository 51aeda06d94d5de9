package dev.onbehalf.web.session;

import java.time.Duration;
import java.time.Instant;

/**
 * The three tokens of a session.
 *
 * @param refreshToken null when the tenant gave none
 * @param expiresAt when the first of id token and access token ends
 */
public record Tokens(String idToken, String accessToken, String refreshToken, Instant expiresAt) {

    public Tokens {
        if (idToken == null || accessToken == null || expiresAt == null) {
            throw new IllegalArgumentException("A session needs an id token, an access token and their expiry");
        }
    }

    public boolean expireWithin(Duration span, Instant now) {
        return !now.plus(span).isBefore(expiresAt);
    }

    @Override
    public String toString() {
        return "Tokens[***, expiresAt=" + expiresAt + "]";
    }
}
