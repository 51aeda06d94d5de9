package dev.onbehalf.web.session;

import java.time.Instant;

/** One of a person's sessions as a list shows it; being listed does not count as use. */
public record SessionInUse(SessionKey key, Session session, Instant lastUsed) {

    private static final int ENOUGH_TO_TELL_APART = 16;

    /** Names the session in a page. Nothing can be done with it but by its owner. */
    public String handle() {
        return SessionKey.sha256(key.value()).substring(0, ENOUGH_TO_TELL_APART);
    }
}
