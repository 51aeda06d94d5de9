package dev.onbehalf.web.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How long sessions live and where. */
@ConfigMapping(prefix = "session")
public interface SessionConfig {

    /** The setting of {@link #keys()}, for messages. */
    String KEYS = "session.keys";

    enum Kind {
        MEMORY,
        REDIS
    }

    Kind store();

    /** A session nobody used for so long is over. */
    @WithDefault("1h")
    Duration idleTimeout();

    /** After so long a person signs in again, however busy the session was. */
    @WithDefault("12h")
    Duration absoluteTimeout();

    /** Tokens are renewed when less than this is left of them: longer than any request takes. */
    @WithDefault("5m")
    Duration refreshAhead();

    /** How long the refresh of one session may take before another replica may try. */
    @WithDefault("15s")
    Duration refreshTimeout();

    /** Sessions kept in memory at most; the least used one goes first. About 10 KiB each. */
    @WithDefault("10000")
    int memoryLimit();

    /**
     * {@code name:base64 of 32 bytes}, the first one encrypts, all decrypt: to rotate, put the new key first and drop the old one
     * after the absolute timeout.
     */
    Optional<List<String>> keys();
}
