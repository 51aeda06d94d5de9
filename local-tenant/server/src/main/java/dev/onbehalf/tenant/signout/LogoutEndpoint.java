package dev.onbehalf.tenant.signout;

import dev.onbehalf.tenant.authorize.BrowserSession;
import dev.onbehalf.tenant.authorize.BrowserSessions;
import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.directory.Authority;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.discovery.Addresses;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.error.EntraError;
import dev.onbehalf.tenant.error.Incident;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Form;
import dev.onbehalf.tenant.http.Reply;
import dev.onbehalf.tenant.keys.Jwt;
import dev.onbehalf.tenant.page.ErrorPage;
import dev.onbehalf.tenant.page.Html;
import dev.onbehalf.tenant.page.Page;
import dev.onbehalf.tenant.page.Texts;
import dev.onbehalf.tenant.token.LoginHint;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code GET or POST /{tenant}/oauth2/v2.0/logout}: RP-initiated logout with front-channel notification. */
public final class LogoutEndpoint {
    private final Directory directory;
    private final BrowserSessions sessions;
    private final Addresses addresses;
    private final Clock clock;

    public LogoutEndpoint(Directory directory, BrowserSessions sessions, Addresses addresses, Clock clock) {
        this.directory = directory;
        this.sessions = sessions;
        this.addresses = addresses;
        this.clock = clock;
    }

    public Reply answer(Call call) {
        try {
            call.notes().tenant =
                    Authority.of(call.segment("tenant"), directory).path();
            Form parameters = call.isPost() ? call.form().and(call.query()) : call.query();
            return signOut(call, parameters);
        } catch (EntraError error) {
            return ErrorPage.of(Incident.of(error, call, clock, addresses.authority(call)), call);
        } catch (Form.MalformedForm malformed) {
            return ErrorPage.of(Incident.of(Aadsts.MALFORMED.with(), call, clock, addresses.authority(call)), call);
        }
    }

    private Reply signOut(Call call, Form parameters) {
        BrowserSession session = sessions.of(call);
        Optional<String> hinted = hinted(parameters);
        if (hinted.isEmpty() && session.accounts().size() > 1) {
            return SignOutPicker.page(call, parameters, people(session));
        }
        List<BrowserSession.Account> leaving = session.accounts().stream()
                .filter(account -> hinted.map(account.oid()::equals).orElse(true))
                .toList();
        leaving.forEach(sessions::end);
        leaving.stream().findFirst().ifPresent(account -> call.notes().user = account.oid());
        var remaining = session.without(
                leaving.stream().map(BrowserSession.Account::oid).collect(Collectors.toSet()));
        return sessions.store(remaining, page(call, parameters, leaving));
    }

    private Optional<String> hinted(Form parameters) {
        return parameters
                .value("logout_hint")
                .flatMap(hint -> LoginHint.person(hint, directory))
                .map(Person::oid)
                .or(() -> parameters.value("id_token_hint").flatMap(Jwt::parse).map(token -> token.text("oid")));
    }

    private List<Person> people(BrowserSession session) {
        return session.accounts().stream()
                .flatMap(account -> directory.person(account.oid()).stream())
                .toList();
    }

    private Reply page(Call call, Form parameters, List<BrowserSession.Account> leaving) {
        List<String> frames = frames(leaving);
        Optional<String> next = next(parameters, leaving);
        if (next.isPresent() && frames.isEmpty()) {
            return Reply.redirect(next.get()).notStored();
        }
        Texts texts = Texts.of(call);
        String iframes = frames.stream()
                .map(url -> "<iframe class=\"frames\" title=\"\" aria-hidden=\"true\" src=\"%s\"></iframe>\n"
                        .formatted(Html.escape(url)))
                .collect(Collectors.joining());
        String goOn = next.map(uri -> "<a id=\"go-on\" class=\"primary\" href=\"%s\">%s</a>\n"
                        .formatted(Html.escape(uri), texts.html("signed-out.continue")))
                .orElse("");
        String title = texts.html("signed-out.title");
        return Page.withFrames(
                texts,
                title,
                "<h1 id=\"signed-out\">%s</h1>\n<p>%s</p>\n%s%s"
                        .formatted(title, texts.html("signed-out.note"), goOn, iframes));
    }

    /** Entra appends the session id and nothing else: no issuer. */
    private List<String> frames(List<BrowserSession.Account> leaving) {
        var frames = new ArrayList<String>();
        for (var account : leaving) {
            for (var client : account.clients()) {
                directory
                        .application(client.id())
                        .map(Application::logoutUrl)
                        .map(url -> onPort(url, client.port()))
                        .ifPresent(url -> frames.add(url
                                + (url.contains("?") ? "&" : "?")
                                + Form.encode(Map.of("sid", account.sessionId()))));
            }
        }
        return frames;
    }

    /** On a developer's machine the application may run on another port than the registered one; here, too. */
    private static String onPort(String logoutUrl, int port) {
        return port == 0
                ? logoutUrl
                : logoutUrl.replaceFirst("^(https?://(?:localhost|127\\.0\\.0\\.1))(?::\\d+)?", "$1:" + port);
    }

    /** Where the person goes on to: only to an address that an application has registered. */
    private Optional<String> next(Form parameters, List<BrowserSession.Account> leaving) {
        return parameters
                .value("post_logout_redirect_uri")
                .filter(uri -> isRegistered(uri, clients(parameters, leaving)))
                .map(uri -> parameters
                        .value("state")
                        .map(state -> uri + (uri.contains("?") ? "&" : "?") + Form.encode(Map.of("state", state)))
                        .orElse(uri));
    }

    private boolean isRegistered(String uri, Set<String> clientIds) {
        return directory.applications().stream()
                .filter(application -> clientIds.isEmpty() || clientIds.contains(application.clientId()))
                .anyMatch(application -> application.mayReturnTo(uri));
    }

    /** The application that asks, as far as it says who it is; else those of the session; else any. */
    private static Set<String> clients(Form parameters, List<BrowserSession.Account> leaving) {
        Optional<String> named = parameters
                .value("client_id")
                .or(() -> parameters.value("id_token_hint").flatMap(Jwt::parse).map(token -> token.text("aud")));
        return named.map(Set::of).orElseGet(() -> leaving.stream()
                .flatMap(account -> account.clients().stream())
                .map(BrowserSession.Client::id)
                .collect(Collectors.toSet()));
    }
}
