package dev.onbehalf.web.session;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** The value of the session cookie: 256 random bits. Whoever has it is the session's owner, so it is never logged or stored. */
public record SessionId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    public SessionId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a session id");
        }
    }

    static SessionId random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new SessionId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What a cookie says, or empty when it cannot be a session id; then no store is asked. */
    public static Optional<SessionId> parse(String cookieValue) {
        return cookieValue != null && FORM.matcher(cookieValue).matches()
                ? Optional.of(new SessionId(cookieValue))
                : Optional.empty();
    }

    public SessionKey key() {
        return SessionKey.of(value);
    }

    @Override
    public String toString() {
        return "SessionId[***]";
    }
}
