package dev.onbehalf.tenant.token;

import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.keys.Seal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Codes hold all they stand for, sealed; only those already redeemed are remembered, until they expire. */
public final class AuthorizationCodes {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final String PURPOSE = "authorization-code";
    private static final String PREFIX = "1.A";

    /**
     * @param scope as asked for at the front door
     * @param challenge PKCE challenge, null without PKCE
     * @param maxAge whether {@code auth_time} is due in the id token
     */
    public record Code(
            String id,
            Instant issuedAt,
            String clientId,
            String redirectUri,
            boolean redirectUriSent,
            String redirectType,
            String scope,
            String resource,
            String nonce,
            String challenge,
            String challengeMethod,
            boolean maxAge,
            Set<String> capabilities,
            SignIn signIn) {
        @Override
        public String toString() {
            return "Code[***]";
        }
    }

    private final Seal seal;
    private final Clock clock;
    private final Expiring<String> redeemed;

    public AuthorizationCodes(Seal seal, Clock clock) {
        this.seal = seal;
        this.clock = clock;
        this.redeemed = new Expiring<>(LIFE, 200_000, clock);
    }

    public static String newId() {
        return UUID.randomUUID().toString();
    }

    public String issue(Code code) {
        return PREFIX + seal.seal(PURPOSE, code);
    }

    /** Uses it up: a second time it is refused. */
    void redeem(Code code) {
        if (!redeemed.add(code.id())) {
            throw Aadsts.CODE_REDEEMED.with();
        }
    }

    /** Opens a code without using it up. */
    Code open(String text) {
        if (!text.startsWith(PREFIX)) {
            throw Aadsts.MALFORMED.with();
        }
        Code code = seal.open(PURPOSE, text.substring(PREFIX.length()), Code.class)
                .orElseThrow(() -> Aadsts.GRANT_MALFORMED.with("code"));
        if (code.issuedAt().plus(LIFE).isBefore(clock.instant())) {
            throw Aadsts.GRANT_EXPIRED.with();
        }
        return code;
    }

    public void reset() {
        redeemed.clear();
    }
}
