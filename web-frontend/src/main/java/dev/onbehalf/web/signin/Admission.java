package dev.onbehalf.web.signin;

import dev.onbehalf.web.session.Session;

/** What became of a session cookie. */
sealed interface Admission {

    /** The session lives, its tokens can be used. */
    record Admitted(Session session) implements Admission {}

    /** There is no such session (any more): the request goes on as nobody's. */
    record NoSession() implements Admission {}

    /** The session lives, but its tokens are over and the tenant gives no others at the moment. */
    record TenantSilent() implements Admission {}

    /** Whether there is a session cannot be told at the moment. */
    record StoreSilent() implements Admission {}
}
