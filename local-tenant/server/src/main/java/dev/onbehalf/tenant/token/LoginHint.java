package dev.onbehalf.tenant.token;

import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Person;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The opaque {@code login_hint} claim, and what clients send back as {@code login_hint} or {@code logout_hint}. */
public final class LoginHint {
    private static final String PREFIX = "O.";

    private LoginHint() {}

    static String of(Person person) {
        return PREFIX
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(person.oid().getBytes(StandardCharsets.UTF_8));
    }

    /** Understands the claim as well as a plain user name. */
    public static Optional<Person> person(String hint, Directory directory) {
        if (hint.startsWith(PREFIX)) {
            try {
                byte[] oid = Base64.getUrlDecoder().decode(hint.substring(PREFIX.length()));
                return directory.person(new String(oid, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException notOurs) {
                return Optional.empty();
            }
        }
        return directory.personNamed(hint);
    }
}
