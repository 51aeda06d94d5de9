package dev.onbehalf.tenant.authorize;

import dev.onbehalf.tenant.error.EntraError;

/** What still stands between somebody who is signed in and the answer. Silent requests get the error instead. */
sealed interface Interruption {
    EntraError error();

    /** The sign-in was too long ago for a policy. */
    record PasswordAgain(EntraError error) implements Interruption {}

    record SecondFactor(EntraError error) implements Interruption {}

    /** Nothing the person can do helps. */
    record Barred(EntraError error) implements Interruption {}

    record Consent(ConsentRequest request, EntraError error) implements Interruption {}

    /** Only an administrator could consent, and there is none here. */
    record AdministratorOnly(ConsentRequest request, EntraError error) implements Interruption {}
}
