package dev.onbehalf.web.challenge;

import dev.onbehalf.web.api.Wanted;
import dev.onbehalf.web.session.NoteId;
import dev.onbehalf.web.session.Notes;
import dev.onbehalf.web.session.SessionKey;
import dev.onbehalf.web.signin.LocalPath;
import dev.onbehalf.web.signin.Owner;
import dev.onbehalf.web.signin.StepUp;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The detours that are under way, by an id that only the browser concerned knows. Methods block. */
@ApplicationScoped
class Detours {

    static final Duration LIFE = Duration.ofMinutes(5);

    // A sign-in from the start takes its time: password, second factor, looking for the telephone.
    static final Duration LATE_LIFE = Duration.ofMinutes(15);

    /** So many forms of one person are kept within {@link #LATE_LIFE}; more are found blank. */
    static final int MOST_LATE = 8;

    // Longer than a detour: who comes back late by the back button is told what became of it.
    private static final Duration REMEMBERED = Duration.ofHours(1);

    // A page asks the API as soon as it is shown again; a challenge later than that is a new one.
    private static final Duration JUST_BACK = Duration.ofSeconds(20);

    private static final String FATE = "fate";
    private static final String UNDER_WAY = "under-way";

    private final Notes notes;
    private final Clock clock;

    Detours(Notes notes, Clock clock) {
        this.notes = notes;
        this.clock = clock;
    }

    /** What became of a detour that is not there any more. */
    sealed interface Fate {
        /** It was followed to its end; the result shows on this page. */
        record Ended(String page) implements Fate {}

        /** It goes on under another id. */
        record GoesOn(NoteId as) implements Fate {}
    }

    /** {@code form} may be null. */
    NoteId begin(Owner owner, String loginHint, Wanted wanted, String page, Form form) {
        return write(new Detour(owner, loginHint, wanted, page, form, end()));
    }

    /** Keeps a form whose session is over until its owner has signed in; empty when as many of theirs wait already. */
    Optional<NoteId> beginLate(Owner owner, String page, Form form) {
        Instant until = clock.instant().plus(LATE_LIFE);
        Detour detour = new Detour(owner, "", new Wanted.SignIn(), page, form, until);
        String group = "late/" + owner.tenantId() + "/" + owner.objectId();
        return notes.write(group, MOST_LATE, detour.json(), LATE_LIFE);
    }

    private NoteId write(Detour detour) {
        return notes.write(detour.json(), LIFE);
    }

    private Instant end() {
        return clock.instant().plus(LIFE);
    }

    /** The detour, unless it is over or this request is somebody else's. A session that ended meanwhile is nobody's. */
    Optional<Detour> find(RoutingContext request, String id) {
        return NoteId.parse(id)
                .flatMap(notes::read)
                .map(Detour::of)
                .filter(detour -> mayContinue(request, detour.owner()));
    }

    /** The same, and nobody else gets it. */
    Optional<Detour> take(RoutingContext request, String id) {
        Optional<Detour> taken = find(request, id)
                .flatMap(seen -> NoteId.parse(id).flatMap(notes::take))
                .map(Detour::of);
        taken.ifPresent(detour -> remember(id, detour, new JsonObject().put("page", detour.resultPage())));
        return taken;
    }

    /** Keeps what was taken and did not succeed for another attempt. @return its new id */
    NoteId keep(String id, Detour taken) {
        NoteId kept = write(taken.keptUntil(end()));
        goesOn(id, taken, kept);
        return kept;
    }

    /** Whoever comes back to this one finds the other. */
    void goesOn(String id, Detour detour, NoteId as) {
        remember(id, detour, new JsonObject().put("as", as.value()));
    }

    private void remember(String id, Detour detour, JsonObject fate) {
        JsonObject whose = new JsonObject()
                .put("tid", detour.owner().tenantId())
                .put("oid", detour.owner().objectId());
        NoteId.parse(id).ifPresent(of -> notes.write(of, FATE, fate.mergeIn(whose), REMEMBERED));
    }

    /** What became of a detour of this person; empty when nothing is known, or nothing may be told. */
    Optional<Fate> fate(RoutingContext request, String id) {
        return NoteId.parse(id)
                .flatMap(of -> notes.read(of, FATE))
                .filter(fate -> mayContinue(request, new Owner(fate.getString("tid"), fate.getString("oid"))))
                .map(Detours::fate);
    }

    /** The page that a detour of this person came back to, or the start page. */
    String whereItLed(RoutingContext request, String id) {
        return fate(request, id)
                .map(fate -> switch (fate) {
                    case Fate.Ended ended -> ended.page();
                    case Fate.GoesOn goesOn -> Confirming.path(goesOn.as());
                })
                .orElse(LocalPath.HOME);
    }

    private static Fate fate(JsonObject fate) {
        return NoteId.parse(fate.getString("as"))
                .<Fate>map(Fate.GoesOn::new)
                .orElseGet(() -> new Fate.Ended(fate.getString("page")));
    }

    private static boolean mayContinue(RoutingContext request, Owner owner) {
        return StepUp.owner(request).map(owner::equals).orElse(true);
    }

    /** Remembers which detour leaves for the tenant now: where a failure there names none, it was this one. */
    void leaves(SessionKey session, String id) {
        notes.write(session, UNDER_WAY, new JsonObject().put("id", id), LIFE);
    }

    Optional<String> underWay(SessionKey session) {
        return notes.read(session, UNDER_WAY).map(note -> note.getString("id"));
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
