package dev.onbehalf.web.signin;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Forms that are sent after their session has ended: they wait for their owner to sign in again. */
public interface LateForms {

    /**
     * Reads the form of a request that belongs to no session, and keeps it. Fails with {@code StoreUnavailable} when there is nowhere
     * to keep it.
     *
     * @return where its owner finds it, a path of this application; empty when it is none of ours, too large, or one too many
     */
    Uni<Optional<String>> keep(RoutingContext request);
}
