package dev.onbehalf.tenant.authorize;

import dev.onbehalf.tenant.error.Incident;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Form;
import dev.onbehalf.tenant.keys.Seal;
import dev.onbehalf.tenant.page.Texts;
import java.util.Map;
import java.util.Optional;

/** Authorize requests on their way through the pages: sealed into the forms, so that nothing is kept here. */
final class PendingRequests {
    private static final String PURPOSE = "authorize-request";

    /** @param oid who has signed in for this request already; null before that */
    record Pending(Map<String, String> parameters, String tenantSegment, int version, String oid) {
        AuthorizeAttempt attempt() {
            return new AuthorizeAttempt(Form.of(parameters), tenantSegment, version);
        }
    }

    private final Seal seal;

    PendingRequests(Seal seal) {
        this.seal = seal;
    }

    /** The request that a form brings back; nothing when it was changed on the way. */
    Optional<Pending> of(Call call) {
        return call.form().value("request").flatMap(text -> seal.open(PURPOSE, text, Pending.class));
    }

    /** For a page that asks who it is. */
    SignInPage.Context signIn(Call call, AuthorizeAttempt attempt, Optional<Incident> failure) {
        return context(call, attempt, failure, null);
    }

    /** For a page that asks this person for more. */
    SignInPage.Context signedIn(Call call, AuthorizeAttempt attempt, String oid) {
        return context(call, attempt, Optional.empty(), oid);
    }

    private SignInPage.Context context(Call call, AuthorizeAttempt attempt, Optional<Incident> failure, String oid) {
        var pending = new Pending(attempt.parameters.asMap(), attempt.tenantSegment, attempt.version, oid);
        return new SignInPage.Context(
                attempt.authority.path(), seal.seal(PURPOSE, pending), attempt.client.name(), Texts.of(call), failure);
    }
}
