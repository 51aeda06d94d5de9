package dev.onbehalf.orders.onbehalfof;

import java.time.Instant;

/** A token for another API, got on behalf of a user. It never leaves this application except to that API. */
record ExchangedToken(String value, Instant expiresAt) {

    String asAuthorization() {
        return "Bearer " + value;
    }

    @Override
    public String toString() {
        return "ExchangedToken[***, expiresAt=" + expiresAt + "]";
    }
}
