package dev.onbehalf.orders.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.onbehalf.orders.access.SigningKeys.SigningKey;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Tokens whose signature was found good a short while ago, character by character the same: a browser sends the same one
 * with each request. What depends on the time is not remembered; a key that the tenant withdraws takes its tokens along.
 * See ADR 0011.
 */
@Singleton
class VerifiedTokens {

    /** About a thousand callers at a time; who does not fit is verified each time. */
    private static final long BYTES = 16 << 20;

    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** An estimate: the text once, and its claims as objects in about three times that room. */
    private static final int OBJECTS_PER_CHARACTER = 4;

    private final SigningKeys keys;
    private final Cache<String, Verified> tokens = Caffeine.newBuilder()
            .maximumWeight(BYTES)
            .weigher((String token, Verified verified) -> token.length() * OBJECTS_PER_CHARACTER)
            .expireAfterWrite(LONGEST)
            .executor(Runnable::run)
            .build();

    VerifiedTokens(SigningKeys keys) {
        this.keys = keys;
    }

    private record Verified(AccessToken token, String keyId, SigningKey key) {

        @Override
        public String toString() {
            return "Verified[" + keyId + "]";
        }
    }

    /** Never waits for the tenant. */
    Optional<AccessToken> find(String token) {
        return Optional.ofNullable(tokens.getIfPresent(token))
                .filter(verified -> keys.stillHas(verified.keyId(), verified.key()))
                .map(Verified::token);
    }

    void keep(String token, AccessToken verified, String keyId, SigningKey key) {
        tokens.put(token, new Verified(verified, keyId, key));
    }
}
