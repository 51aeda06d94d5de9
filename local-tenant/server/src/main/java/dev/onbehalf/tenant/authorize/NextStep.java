package dev.onbehalf.tenant.authorize;

import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.error.EntraError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What has to happen before an authorize request can be answered. */
sealed interface NextStep {
    /** Somebody has to enter name and password. */
    record EnterPassword() implements NextStep {}

    /** Several accounts would do, or the application wants the person to choose. */
    record PickAccount(List<BrowserSession.Account> accounts) implements NextStep {}

    /** Nothing is left to do for this account. */
    record Answer(BrowserSession.Account account) implements NextStep {}

    /** The application does not want the person to be asked, but somebody would have to. */
    record Refuse(EntraError error) implements NextStep {}

    /** @param chosen the account that was entered or picked just now */
    static NextStep of(AuthorizeAttempt attempt, BrowserSession session, Optional<Chosen> chosen, Instant now) {
        if (chosen.isPresent()) {
            BrowserSession.Account account = chosen.get().account();
            boolean stale =
                    !chosen.get().enteredPassword() && (attempt.prompts("login") || isTooOld(account, attempt, now));
            return stale ? new EnterPassword() : new Answer(account);
        }
        List<BrowserSession.Account> fitting = fitting(attempt, session, now);
        if (attempt.prompts("none")) {
            return silently(fitting);
        }
        if (attempt.prompts("login") || session.accounts().isEmpty()) {
            return new EnterPassword();
        }
        if (attempt.prompts("select_account")) {
            return new PickAccount(session.accounts());
        }
        return switch (fitting.size()) {
            case 0 -> new EnterPassword();
            case 1 -> new Answer(fitting.getFirst());
            default -> new PickAccount(fitting);
        };
    }

    /** @param enteredPassword false when an account that was signed in already was picked */
    record Chosen(BrowserSession.Account account, boolean enteredPassword) {}

    private static NextStep silently(List<BrowserSession.Account> fitting) {
        return switch (fitting.size()) {
            case 0 -> new Refuse(Aadsts.NO_SESSION.with());
            case 1 -> new Answer(fitting.getFirst());
            default -> new Refuse(Aadsts.SEVERAL_SESSIONS.with());
        };
    }

    private static List<BrowserSession.Account> fitting(AuthorizeAttempt attempt, BrowserSession session, Instant now) {
        return session.accounts().stream()
                .filter(account -> attempt.parameter("login_hint").isEmpty()
                        || attempt.hinted
                                .filter(person -> person.oid().equals(account.oid()))
                                .isPresent())
                .filter(account -> attempt.parameter("sid")
                        .map(sid -> sid.equals(account.sessionId()))
                        .orElse(true))
                .filter(account -> attempt.admits(account.tenantId()))
                .filter(account -> !isTooOld(account, attempt, now))
                .toList();
    }

    private static boolean isTooOld(BrowserSession.Account account, AuthorizeAttempt attempt, Instant now) {
        Instant signedInAt = Instant.ofEpochMilli(account.signedInAtMillis());
        return attempt.maxAge
                .map(seconds -> !signedInAt.plusSeconds(seconds).isAfter(now))
                .orElse(false);
    }
}
