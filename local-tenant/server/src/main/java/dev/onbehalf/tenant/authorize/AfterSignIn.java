package dev.onbehalf.tenant.authorize;

import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.error.EntraError;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Reply;
import dev.onbehalf.tenant.page.Texts;
import dev.onbehalf.tenant.token.GrantedScopes;
import java.util.Optional;

/** What happens once it is known who is there: second factor, consent, and then the answer. */
final class AfterSignIn {
    private final Directory directory;
    private final Interruptions interruptions;
    private final InterruptionPages pages;
    private final SignInPage signInPage;
    private final PendingRequests pending;
    private final BrowserSessions sessions;
    private final GrantedAnswer granted;
    private final RefusedAnswer refused;

    AfterSignIn(
            Directory directory,
            Interruptions interruptions,
            SignInPage signInPage,
            PendingRequests pending,
            BrowserSessions sessions,
            GrantedAnswer granted,
            RefusedAnswer refused) {
        this.directory = directory;
        this.interruptions = interruptions;
        this.pages = new InterruptionPages(directory);
        this.signInPage = signInPage;
        this.pending = pending;
        this.sessions = sessions;
        this.granted = granted;
        this.refused = refused;
    }

    Reply goOn(Call call, AuthorizeAttempt attempt, BrowserSession session, BrowserSession.Account account) {
        return goOn(call, attempt, session, account, false);
    }

    /** A code was entered. */
    Reply secondFactor(Call call, AuthorizeAttempt attempt, Person person, BrowserSession.Account account) {
        return InterruptionPages.accepts(call.form().value("otp").orElse(""))
                ? goOn(call, attempt, sessions.of(call), account.verified(), false)
                : pages.secondFactor(pending.signedIn(call, attempt, person.oid()), person, true);
    }

    /** Accepted or not. What is granted is found out anew, not taken from the form. */
    Reply consent(Call call, AuthorizeAttempt attempt, Person person, BrowserSession.Account account) {
        boolean accepted = call.form().value("consent").filter("accept"::equals).isPresent();
        Interruption asked = interruptions.of(attempt, person, account, false).orElse(null);
        if (asked instanceof Interruption.AdministratorOnly) {
            throw Aadsts.ADMIN_CONSENT_REQUIRED.with();
        }
        if (!accepted) {
            throw Aadsts.CONSENT_DECLINED.with();
        }
        if (asked instanceof Interruption.Consent consent) {
            consent.request().grant(person, directory.consents());
        }
        return goOn(call, attempt, sessions.of(call), account, true);
    }

    private Reply goOn(
            Call call,
            AuthorizeAttempt attempt,
            BrowserSession session,
            BrowserSession.Account signedIn,
            boolean consented) {
        Person person = directory.person(signedIn.oid()).orElseThrow();
        call.notes().user = person.oid();
        BrowserSession.Account account = interruptions.withContexts(attempt, person, signedIn);
        try {
            Optional<Interruption> interruption = interruptions.of(attempt, person, account, consented);
            if (interruption.isEmpty()) {
                return grant(call, attempt, session, account, person);
            }
            Reply reply = attempt.prompts("none")
                    ? refused.to(attempt, interruption.get().error(), call)
                    : shown(call, attempt, person, interruption.get());
            return sessions.store(session.with(account), reply);
        } catch (EntraError impossibleWish) {
            // The person is signed in all the same.
            return sessions.store(session.with(account), refused.to(attempt, impossibleWish, call));
        }
    }

    private Reply shown(Call call, AuthorizeAttempt attempt, Person person, Interruption interruption) {
        SignInPage.Context context = pending.signedIn(call, attempt, person.oid());
        return switch (interruption) {
            case Interruption.PasswordAgain again -> signInPage.password(context, person.userPrincipalName());
            case Interruption.SecondFactor factor -> pages.secondFactor(context, person, false);
            case Interruption.Barred barred -> refused.page(barred.error(), call);
            case Interruption.Consent consent -> pages.consent(context, person, attempt.client, consent.request());
            case Interruption.AdministratorOnly only ->
                pages.administratorOnly(context, person, attempt.client, only.request());
        };
    }

    private Reply grant(
            Call call,
            AuthorizeAttempt attempt,
            BrowserSession session,
            BrowserSession.Account account,
            Person person) {
        GrantedScopes scopes = GrantedScopes.of(attempt.scopes, person, attempt.client, directory.consents());
        var joined = account.joinedBy(new BrowserSession.Client(attempt.client.clientId(), attempt.loopbackPort()));
        var answer = granted.to(attempt, person, joined, scopes);
        return sessions.store(
                session.with(joined), Answers.send(attempt.mode, attempt.redirectUri, answer, Texts.of(call)));
    }
}
