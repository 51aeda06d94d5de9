package dev.onbehalf.web.session;

import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What has to be remembered for some minutes, on all replicas: kept where the sessions are, encrypted as they are. Methods block;
 * {@link StoreUnavailable} says that the store does not answer.
 */
@ApplicationScoped
public class Notes {

    private final SessionStore store;

    Notes(SessionStore store) {
        this.store = store;
    }

    /** Writes a note that ends after {@code life}. */
    public NoteId write(JsonObject note, Duration life) {
        NoteId id = NoteId.random();
        store.keep(id.place(), bytes(note), life);
        return id;
    }

    /** Writes one of at most {@code most} notes of a group within their {@code life}; empty when there have been as many. */
    public Optional<NoteId> write(String group, int most, JsonObject note, Duration life) {
        boolean hasRoom = IntStream.range(0, most).anyMatch(number -> isFree(group, number, life));
        return hasRoom ? Optional.of(write(note, life)) : Optional.empty();
    }

    // Taken, and never given back before its time: nobody writes more by taking notes away.
    private boolean isFree(String group, int number, Duration life) {
        return store.tryLock(SessionKey.of("note-of-group/" + number + "/" + group), life)
                .isPresent();
    }

    public Optional<JsonObject> read(NoteId id) {
        return store.note(id.place()).map(Notes::json);
    }

    /** Reads and removes: nobody gets it a second time. */
    public Optional<JsonObject> take(NoteId id) {
        return store.takeNote(id.place()).map(Notes::json);
    }

    /** Writes what belongs to a session rather than to who knows an id. */
    public void write(SessionKey session, String about, JsonObject note, Duration life) {
        store.keep(place(session, about), bytes(note), life);
    }

    public Optional<JsonObject> take(SessionKey session, String about) {
        return store.takeNote(place(session, about)).map(Notes::json);
    }

    /** Writes what belongs to who knows another note's id, and outlives that note. */
    public void write(NoteId other, String about, JsonObject note, Duration life) {
        store.keep(place(other.place(), about), bytes(note), life);
    }

    public Optional<JsonObject> read(NoteId other, String about) {
        return store.note(place(other.place(), about)).map(Notes::json);
    }

    public Optional<JsonObject> read(SessionKey session, String about) {
        return store.note(place(session, about)).map(Notes::json);
    }

    private static SessionKey place(SessionKey session, String about) {
        return SessionKey.of("note-of-session/" + session.value() + "/" + about);
    }

    private static byte[] bytes(JsonObject note) {
        return note.encode().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObject json(byte[] note) {
        return new JsonObject(new String(note, StandardCharsets.UTF_8));
    }
}
