package dev.onbehalf.tenant.authorize;

import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.directory.Tenant;
import dev.onbehalf.tenant.discovery.Addresses;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.error.EntraError;
import dev.onbehalf.tenant.error.Incident;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Form;
import dev.onbehalf.tenant.http.Reply;
import dev.onbehalf.tenant.keys.Seal;
import dev.onbehalf.tenant.page.ErrorPage;
import dev.onbehalf.tenant.page.Texts;
import dev.onbehalf.tenant.token.AuthorizationCodes;
import dev.onbehalf.tenant.token.GrantedScopes;
import dev.onbehalf.tenant.token.TokenIssuer;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** {@code /{tenant}/oauth2/v2.0/authorize} and the form that its sign-in page sends. */
public final class AuthorizeEndpoint {
    private static final String PURPOSE = "authorize-request";

    /** An authorize request on its way through the sign-in page. */
    record Pending(Map<String, String> parameters, String tenantSegment, int version) {}

    private final Directory directory;
    private final Addresses addresses;
    private final Clock clock;
    private final Seal seal;
    private final BrowserSessions sessions;
    private final AuthorizeChecks checks;
    private final GrantedAnswer granted;
    private final SignInPage page;

    public AuthorizeEndpoint(
            Directory directory,
            Addresses addresses,
            Clock clock,
            Seal seal,
            BrowserSessions sessions,
            AuthorizationCodes codes,
            TokenIssuer issuer) {
        this.directory = directory;
        this.addresses = addresses;
        this.clock = clock;
        this.seal = seal;
        this.sessions = sessions;
        this.checks = new AuthorizeChecks(directory);
        this.granted = new GrantedAnswer(directory, codes, issuer, clock);
        this.page = new SignInPage(directory);
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
            return ErrorPage.of(incident(Aadsts.MALFORMED.with(), call), call);
        }
    }

    /** MSAL.js posts the request as a form and leaves some of it in the address. */
    private static Form parameters(Call call) {
        return call.isPost() ? call.form().and(call.query()) : call.query();
    }

    /** {@code POST /{tenant}/login}: a password was entered, or an account picked. */
    public Reply login(Call call) {
        Optional<Pending> pending =
                call.form().value("request").flatMap(text -> seal.open(PURPOSE, text, Pending.class));
        if (pending.isEmpty()) {
            return ErrorPage.of(incident(Aadsts.MALFORMED.with(), call), call);
        }
        var attempt = new AuthorizeAttempt(
                Form.of(pending.get().parameters()),
                pending.get().tenantSegment(),
                pending.get().version());
        return checked(call, attempt, () -> signIn(call, attempt));
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
            return ErrorPage.of(incident(error, call), call);
        } finally {
            note(call, attempt);
        }
        try {
            checks.checkRest(attempt);
            return next.get();
        } catch (EntraError error) {
            return refuse(call, attempt, error);
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
            case NextStep.EnterPassword enter -> page.password(context(call, attempt, Optional.empty()), hint(attempt));
            case NextStep.PickAccount pick -> page.pick(context(call, attempt, Optional.empty()), pick.accounts());
            case NextStep.Answer answer -> grant(call, attempt, session, answer.account());
            case NextStep.Refuse refuse -> refuse(call, attempt, refuse.error());
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
            return page.password(context(call, attempt, Optional.empty()), "");
        }
        try {
            requireAdmitted(directory.person(picked.get().oid()).orElseThrow(), attempt);
        } catch (EntraError error) {
            // Entra keeps this to itself: the application hears nothing.
            return ErrorPage.of(incident(error, call), call);
        }
        return proceed(call, attempt, session, Optional.of(new NextStep.Chosen(picked.get(), false)));
    }

    private Reply enterPassword(Call call, AuthorizeAttempt attempt) {
        String username = call.form().value("username").orElse("");
        Person person;
        try {
            person = withPassword(username, call.form().value("password").orElse(""), attempt);
        } catch (EntraError error) {
            return page.password(context(call, attempt, Optional.of(incident(error, call))), username);
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

    private SignInPage.Context context(Call call, AuthorizeAttempt attempt, Optional<Incident> failure) {
        var pending = new Pending(attempt.parameters.asMap(), attempt.tenantSegment, attempt.version);
        return new SignInPage.Context(
                attempt.authority.path(), seal.seal(PURPOSE, pending), attempt.client.name(), Texts.of(call), failure);
    }

    private Reply grant(Call call, AuthorizeAttempt attempt, BrowserSession session, BrowserSession.Account account) {
        Person person = directory.person(account.oid()).orElseThrow();
        call.notes().user = person.oid();
        GrantedScopes scopes;
        try {
            scopes = GrantedScopes.of(attempt.scopes, person, attempt.client, directory.consents());
        } catch (EntraError consentMissing) {
            // The person is signed in all the same.
            return sessions.store(session.with(account), refuse(call, attempt, consentMissing));
        }
        var joined = account.joinedBy(new BrowserSession.Client(attempt.client.clientId(), attempt.loopbackPort()));
        var answer = granted.to(attempt, person, joined, scopes);
        return sessions.store(
                session.with(joined), Answers.send(attempt.mode, attempt.redirectUri, answer, Texts.of(call)));
    }

    /** Back to the application, which asked and shall hear. */
    private Reply refuse(Call call, AuthorizeAttempt attempt, EntraError error) {
        var parameters =
                new LinkedHashMap<>(incident(frontDoorWord(error), call).asParameters());
        attempt.parameter("state").ifPresent(state -> parameters.put("state", state));
        return Answers.send(attempt.mode, attempt.redirectUri, parameters, Texts.of(call));
    }

    /** The front door has its own words for what the token endpoint calls {@code invalid_grant}. */
    private static EntraError frontDoorWord(EntraError error) {
        if (error.code() == Aadsts.CONSENT_REQUIRED) {
            return error.as("consent_required");
        }
        return error.error().equals("invalid_grant") ? error.as("interaction_required") : error;
    }

    private Incident incident(EntraError error, Call call) {
        return Incident.of(error, call, clock, addresses.authority(call));
    }
}
