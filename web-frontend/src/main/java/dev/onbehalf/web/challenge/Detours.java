package dev.onbehalf.web.challenge;

import dev.onbehalf.web.session.NoteId;
import dev.onbehalf.web.session.Notes;
import dev.onbehalf.web.session.SessionKey;
import dev.onbehalf.web.signin.StepUp;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** The detours that are under way, by an id that only the browser concerned knows. Methods block. */
@ApplicationScoped
class Detours {

    static final Duration LIFE = Duration.ofMinutes(5);

    // A page asks the API as soon as it is shown again; a challenge later than that is a new one.
    private static final Duration JUST_BACK = Duration.ofSeconds(20);

    private final Notes notes;

    Detours(Notes notes) {
        this.notes = notes;
    }

    NoteId begin(Detour detour) {
        return notes.write(detour.json(), LIFE);
    }

    /** The detour, unless it is over or this request is somebody else's. A session that ended meanwhile is nobody's. */
    Optional<Detour> find(RoutingContext request, String id) {
        return NoteId.parse(id).flatMap(notes::read).map(Detour::of).filter(detour -> mayContinue(request, detour));
    }

    /** The same, and nobody else gets it. */
    Optional<Detour> take(RoutingContext request, String id) {
        return find(request, id)
                .flatMap(seen -> NoteId.parse(id).flatMap(notes::take))
                .map(Detour::of);
    }

    private static boolean mayContinue(RoutingContext request, Detour detour) {
        return StepUp.owner(request).map(detour.owner()::equals).orElse(true);
    }

    /** Remembers for a moment that this page is shown again because its wish was granted. */
    void isBack(SessionKey session, Detour detour) {
        notes.write(session, about(detour.page(), detour.wanted().kind()), new JsonObject(), JUST_BACK);
    }

    /** Whether this page has just come back from the same wish; said once. */
    boolean wasJustBack(SessionKey session, String page, String kind) {
        return notes.take(session, about(page, kind)).isPresent();
    }

    private static String about(String page, String kind) {
        return "back/" + kind + "/" + page;
    }
}
