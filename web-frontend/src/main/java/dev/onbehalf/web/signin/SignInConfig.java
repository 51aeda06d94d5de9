package dev.onbehalf.web.signin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of the sign-in itself. */
@ConfigMapping(prefix = "sign-in")
public interface SignInConfig {

    /** Encrypts PKCE verifier and nonce in the state cookie, and seals whose a form is; the same on all replicas, at least 32 characters. */
    Optional<String> stateSecret();

    /** So many redirects to the tenant within {@link #loopWindow()} are a loop. */
    @WithDefault("10")
    int loopLimit();

    @WithDefault("1m")
    Duration loopWindow();

    /** How long a sign-out waits for orders-api to forget the exchanged tokens. */
    @WithDefault("2s")
    Duration forgetTimeout();
}
