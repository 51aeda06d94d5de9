package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.onbehalfof.AssertionKeys.Key;
import dev.onbehalf.orders.onbehalfof.AssertionKeys.UserName;
import java.time.Instant;
import java.util.Optional;

/** The second level: tokens that all replicas share. Nothing here fails or waits long; what is away is empty. */
interface SharedTokens extends AutoCloseable {

    /** One replica alone. */
    SharedTokens NONE = new SharedTokens() {};

    default Optional<ExchangedToken> find(UserName user, Key key) {
        return Optional.empty();
    }

    default void keep(UserName user, Key key, ExchangedToken token, Instant usableUntil) {}

    default void forget(UserName user) {}

    default void forget(UserName user, Key key) {}

    /** Tells what the other replicas forget. */
    default void listen(Listener listener) {}

    @Override
    default void close() {}

    interface Listener {

        void forgotten(UserName user);

        void forgotten(UserName user, Key key);
    }
}
