package dev.onbehalf.orders.onbehalfof;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

@ConfigMapping(prefix = "on-behalf-of")
interface OnBehalfOfConfig {

    /** How long before its end an exchanged token is no longer used. */
    @WithDefault("60s")
    Duration expirySkew();

    /** How long a request waits for the tenant, all in all. */
    @WithDefault("15s")
    Duration patience();

    /** How long one call of another API may take until its last byte, however the answer trickles. */
    @WithDefault("10s")
    Duration downstreamTimeout();

    /** How long a request may last before it no longer waits for an API that asks for patience (429, Retry-After). */
    @WithDefault("10s")
    Duration downstreamBudget();

    Cache cache();

    Tenant tenant();

    interface Cache {

        /** What the tokens held in this process may take together. */
        @WithDefault("64M")
        MemorySize size();

        Redis redis();
    }

    /** The second level, shared by all replicas. Where it is, {@code quarkus.redis.hosts} says. */
    interface Redis {

        @WithDefault("false")
        boolean enabled();

        /** {@code name:base64 of 32 bytes}; the first one encrypts, the others still decrypt. */
        Optional<List<String>> keys();

        /** Base64 of 32 bytes: what entries are called in Redis is an HMAC under it. The same on all replicas. */
        Optional<String> lookupKey();

        /** How long one answer of Redis may take. */
        @WithDefault("100ms")
        Duration timeout();

        /** How long Redis is left alone after it failed repeatedly. */
        @WithDefault("2s")
        Duration pause();
    }

    /** How the tenant is spared. */
    interface Tenant {

        /** Exchanges under way at the same time; further ones wait. */
        @WithDefault("64")
        int concurrency();

        /** Exchanges that may wait for their turn; further ones are told to come later. */
        @WithDefault("1000")
        int waiting();

        /** Of so many exchanges in a row … */
        @WithDefault("20")
        int breakerVolume();

        /** … this share must go unanswered before the tenant is left alone … */
        @WithDefault("0.5")
        double breakerRatio();

        /** … for this long. */
        @WithDefault("5s")
        Duration breakerPause();
    }
}
