package dev.onbehalf.tenant.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onbehalf.tenant.keys.Jwt;
import dev.onbehalf.tenant.keys.Seal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The {@code aio} claim: opaque to everybody else, it tells this tenant how and when somebody signed in. Version 2
 * tokens have no {@code amr}, yet a policy must see at an exchange that there was a second factor.
 */
public final class Aio {
    private static final String PURPOSE = "aio";

    /** Milliseconds since 1970: a revocation in the second of the sign-in must know which came first. */
    record State(
            @JsonProperty("o") String oid,
            @JsonProperty("i") long issuedAtMillis,
            @JsonProperty("w") long signedInAtMillis,
            @JsonProperty("m") List<String> methods) {}

    private final Seal seal;

    public Aio(Seal seal) {
        this.seal = seal;
    }

    String of(SignIn signIn, Instant now) {
        return seal.seal(
                PURPOSE, new State(signIn.oid(), now.toEpochMilli(), signIn.at().toEpochMilli(), signIn.methods()));
    }

    /** Nothing when the token has none of ours, or one of somebody else: then only its plain claims count. */
    Optional<State> in(Jwt token) {
        return Optional.ofNullable(token.text("aio"))
                .flatMap(text -> seal.open(PURPOSE, text, State.class))
                .filter(state -> state.oid().equals(token.text("oid")));
    }

    /** When the token was issued, as exactly as it can be known. */
    public Instant issuedAt(Jwt token) {
        Instant claimed = Instant.ofEpochSecond(token.seconds("iat"));
        return in(token)
                .map(State::issuedAtMillis)
                .map(Instant::ofEpochMilli)
                .filter(exactly -> exactly.getEpochSecond() == claimed.getEpochSecond())
                .orElse(claimed);
    }
}
