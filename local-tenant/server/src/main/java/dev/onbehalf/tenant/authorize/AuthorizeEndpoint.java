package dev.onbehalf.tenant.authorize;

import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.directory.Tenant;
import dev.onbehalf.tenant.discovery.Addresses;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.error.EntraError;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Form;
import dev.onbehalf.tenant.http.Reply;
import dev.onbehalf.tenant.keys.Seal;
import dev.onbehalf.tenant.policy.Policies;
import dev.onbehalf.tenant.token.AuthorizationCodes;
import dev.onbehalf.tenant.token.TokenIssuer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** {@code /{tenant}/oauth2/v2.0/authorize} and the form that its sign-in page sends. */
public final class AuthorizeEndpoint {
    private final Directory directory;
    private final Addresses addresses;
    private final Clock clock;
    private final BrowserSessions sessions;
    private final AuthorizeChecks checks;
    private final SignInPage page;
    private final PendingRequests pending;
    private final RefusedAnswer refused;
    private final AfterSignIn afterSignIn;

    public AuthorizeEndpoint(
            Directory directory,
            Policies policies,
            Addresses addresses,
            Clock clock,
            Seal seal,
            BrowserSessions sessions,
            AuthorizationCodes codes,
            TokenIssuer issuer) {
        this.directory = directory;
        this.addresses = addresses;
        this.clock = clock;
        this.sessions = sessions;
        this.checks = new AuthorizeChecks(directory);
        this.page = new SignInPage(directory);
        this.pending = new PendingRequests(seal);
        this.refused = new RefusedAnswer(addresses, clock);
        this.afterSignIn = new AfterSignIn(
                directory,
                new Interruptions(directory, policies, clock),
                page,
                pending,
                sessions,
                new GrantedAnswer(directory, codes, issuer, clock),
                refused);
    }

    public Reply v2(Call call) {
        return answer(call, 2);
    }

    public Reply v1(Call call) {
        return answer(call, 1);
    }

    private Reply answer(Call call, int version) {
        try {
            var attempt = new AuthorizeAttempt(parameters(call), call.segment("tenant"), version);
            return checked(call, attempt, () -> proceed(call, attempt, sessions.of(call), Optional.empty()));
        } catch (Form.MalformedForm malformed) {
            return refused.page(Aadsts.MALFORMED.with(), call);
        }
    }

    /** MSAL.js posts the request as a form and leaves some of it in the address. */
    private static Form parameters(Call call) {
        return call.isPost() ? call.form().and(call.query()) : call.query();
    }

    /** {@code POST /{tenant}/login}: a password was entered, or an account picked. */
    public Reply login(Call call) {
        return resumed(call, (attempt, request) -> signIn(call, attempt));
    }

    /** {@code POST /{tenant}/second-factor}: a code was entered. */
    public Reply secondFactor(Call call) {
        return resumed(
                call,
                (attempt, request) -> signedIn(
                        call,
                        attempt,
                        request,
                        (person, account) -> afterSignIn.secondFactor(call, attempt, person, account)));
    }

    /** {@code POST /{tenant}/consent}: permissions were accepted, or not. */
    public Reply consent(Call call) {
        return resumed(
                call,
                (attempt, request) -> signedIn(
                        call,
                        attempt,
                        request,
                        (person, account) -> afterSignIn.consent(call, attempt, person, account)));
    }

    private Reply resumed(Call call, BiFunction<AuthorizeAttempt, PendingRequests.Pending, Reply> next) {
        Optional<PendingRequests.Pending> request = pending.of(call);
        if (request.isEmpty()) {
            return refused.page(Aadsts.MALFORMED.with(), call);
        }
        AuthorizeAttempt attempt = request.get().attempt();
        return checked(call, attempt, () -> next.apply(attempt, request.get()));
    }

    /** The session may have ended while the page was open: then it starts again with the password. */
    private Reply signedIn(
            Call call,
            AuthorizeAttempt attempt,
            PendingRequests.Pending request,
            BiFunction<Person, BrowserSession.Account, Reply> next) {
        Optional<String> oid = Optional.ofNullable(request.oid());
        Optional<Person> person = oid.flatMap(directory::person);
        Optional<BrowserSession.Account> account = oid.flatMap(sessions.of(call)::of);
        return person.isPresent() && account.isPresent()
                ? next.apply(person.get(), account.get())
                : page.password(pending.signIn(call, attempt, Optional.empty()), hint(attempt));
    }

    private Reply signIn(Call call, AuthorizeAttempt attempt) {
        if (call.form().value("cancel").isPresent()) {
            throw Aadsts.CONSENT_DECLINED.with();
        }
        return call.form().value("account").isPresent() ? pickAccount(call, attempt) : enterPassword(call, attempt);
    }

    private Reply checked(Call call, AuthorizeAttempt attempt, Supplier<Reply> next) {
        try {
            checks.establishTrust(attempt);
        } catch (EntraError error) {
            return refused.page(error, call);
        } finally {
            note(call, attempt);
        }
        try {
            checks.checkRest(attempt);
            return next.get();
        } catch (EntraError error) {
            return refused.to(attempt, error, call);
        }
    }

    private static void note(Call call, AuthorizeAttempt attempt) {
        call.notes().clientId = attempt.client == null ? null : attempt.client.clientId();
        if (attempt.authority != null) {
            call.notes().tenant = attempt.authority.path();
        }
    }

    private Reply proceed(
            Call call, AuthorizeAttempt attempt, BrowserSession session, Optional<NextStep.Chosen> chosen) {
        return switch (NextStep.of(attempt, session, chosen, clock.instant())) {
            case NextStep.EnterPassword enter ->
                page.password(pending.signIn(call, attempt, Optional.empty()), hint(attempt));
            case NextStep.PickAccount pick ->
                page.pick(pending.signIn(call, attempt, Optional.empty()), pick.accounts());
            case NextStep.Answer answer -> afterSignIn.goOn(call, attempt, session, answer.account());
            case NextStep.Refuse refuse -> refused.to(attempt, refuse.error(), call);
        };
    }

    private static String hint(AuthorizeAttempt attempt) {
        return attempt.hinted
                .map(Person::userPrincipalName)
                .or(() -> attempt.parameter("login_hint"))
                .orElse("");
    }

    private Reply pickAccount(Call call, AuthorizeAttempt attempt) {
        BrowserSession session = sessions.of(call);
        Optional<BrowserSession.Account> picked = call.form().value("account").flatMap(session::of);
        if (picked.isEmpty()) {
            return page.password(pending.signIn(call, attempt, Optional.empty()), "");
        }
        try {
            requireAdmitted(directory.person(picked.get().oid()).orElseThrow(), attempt);
        } catch (EntraError error) {
            // Entra keeps this to itself: the application hears nothing.
            return refused.page(error, call);
        }
        return proceed(call, attempt, session, Optional.of(new NextStep.Chosen(picked.get(), false)));
    }

    private Reply enterPassword(Call call, AuthorizeAttempt attempt) {
        String username = call.form().value("username").orElse("");
        Person person;
        try {
            person = withPassword(username, call.form().value("password").orElse(""), attempt);
        } catch (EntraError error) {
            return page.password(pending.signIn(call, attempt, Optional.of(refused.incident(error, call))), username);
        }
        BrowserSession session = sessions.of(call);
        String sessionId = session.of(person.oid())
                .map(BrowserSession.Account::sessionId)
                .orElseGet(() -> UUID.randomUUID().toString());
        var account = new BrowserSession.Account(
                directory.tenantOf(person).id(),
                person.oid(),
                sessionId,
                clock.instant().toEpochMilli(),
                List.of("pwd"),
                Set.of(),
                session.of(person.oid()).map(BrowserSession.Account::clients).orElse(List.of()));
        return proceed(call, attempt, session, Optional.of(new NextStep.Chosen(account, true)));
    }

    private Person withPassword(String username, String password, AuthorizeAttempt attempt) {
        String where = attempt.authority.tenant().map(tenant -> tenant.name()).orElse(attempt.tenantSegment);
        Person person = directory.personNamed(username).orElseThrow(() -> Aadsts.UNKNOWN_USER.with(username, where));
        if (!person.password().equals(password)) {
            throw Aadsts.WRONG_PASSWORD.with();
        }
        if (!directory.isEnabled(person)) {
            throw Aadsts.USER_DISABLED.with();
        }
        requireAdmitted(person, attempt);
        return person;
    }

    private void requireAdmitted(Person person, AuthorizeAttempt attempt) {
        var home = directory.tenantOf(person);
        if (!attempt.authority.admits(home.id())) {
            throw Aadsts.USER_OF_ANOTHER_TENANT.with(
                    person.userPrincipalName(),
                    addresses.v1Issuer(home.id()),
                    attempt.authority.tenant().map(Tenant::name).orElse(attempt.tenantSegment),
                    attempt.client.clientId());
        }
    }
}
