package dev.onbehalf.web.signin;

import dev.onbehalf.web.session.PageSeal;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Says in each form, sealed, whose page it is on. So a form still tells it when its session is over, and only a page of ours can have
 * told it: another website has no such seal of somebody else's.
 */
@ApplicationScoped
public class FormOwner {

    /** The hidden field. */
    public static final String FIELD = "whose";

    /** A tab that is open for longer is found blank after the sign-in. */
    static final Duration LIFE = Duration.ofDays(7);

    private final PageSeal seal;
    private final Clock clock;

    FormOwner(SignInConfig config, Clock clock) {
        this.seal = new PageSeal(config.stateSecret().orElseThrow(), "whose form");
        this.clock = clock;
    }

    public String seal(Owner owner) {
        return seal.seal(new JsonObject()
                .put("tid", owner.tenantId())
                .put("oid", owner.objectId())
                .put("until", clock.instant().plus(LIFE).toEpochMilli()));
    }

    /** Whose page the form was on; empty where we did not say it, or too long ago. {@code sealed} may be null. */
    public Optional<Owner> open(String sealed) {
        return seal.open(sealed)
                .filter(said -> clock.instant().isBefore(Instant.ofEpochMilli(said.getLong("until"))))
                .map(said -> new Owner(said.getString("tid"), said.getString("oid")));
    }
}
