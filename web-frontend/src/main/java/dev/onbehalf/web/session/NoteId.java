package dev.onbehalf.web.session;

import java.util.Optional;

/** Names a {@linkplain Notes note}: 256 random bits. */
public record NoteId(String value) {

    static NoteId random() {
        return new NoteId(SessionId.random().value());
    }

    /** What an address says, or empty when it cannot be such an id; then no store is asked. */
    public static Optional<NoteId> parse(String text) {
        return SessionId.parse(text).map(id -> new NoteId(id.value()));
    }

    // Not where a session of the same id would be: a note never opens as a session.
    SessionKey place() {
        return SessionKey.of("note/" + value);
    }

    @Override
    public String toString() {
        return "NoteId[***]";
    }
}
