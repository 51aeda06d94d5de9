package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.sealing.SealingKeys;
import java.util.List;

/**
 * The keys that replicas share. What is no key is an {@link IllegalArgumentException} that names the setting and what is wrong
 * with it, without quoting a key.
 */
final class SharedTokenKeys {

    private SharedTokenKeys() {}

    /** They seal what is in Redis. */
    static SealingKeys sealing(OnBehalfOfConfig.Redis settings) {
        return new SealingKeys("on-behalf-of.cache.redis.keys", settings.keys().orElse(List.of()));
    }

    /** It makes the names of what is in Redis. */
    static byte[] lookup(OnBehalfOfConfig.Redis settings) {
        return SealingKeys.bytesOf(
                "on-behalf-of.cache.redis.lookup-key", settings.lookupKey().orElse(""));
    }
}
