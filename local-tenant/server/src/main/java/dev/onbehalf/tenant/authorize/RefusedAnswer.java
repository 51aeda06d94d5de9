package dev.onbehalf.tenant.authorize;

import dev.onbehalf.tenant.discovery.Addresses;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.error.EntraError;
import dev.onbehalf.tenant.error.Incident;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Reply;
import dev.onbehalf.tenant.page.ErrorPage;
import dev.onbehalf.tenant.page.Texts;
import java.time.Clock;
import java.util.LinkedHashMap;

/** Why an authorize request is not granted: told to the application, or only to the person. */
final class RefusedAnswer {
    private final Addresses addresses;
    private final Clock clock;

    RefusedAnswer(Addresses addresses, Clock clock) {
        this.addresses = addresses;
        this.clock = clock;
    }

    /** Back to the application, which asked and shall hear. */
    Reply to(AuthorizeAttempt attempt, EntraError error, Call call) {
        var parameters =
                new LinkedHashMap<>(incident(frontDoorWord(error), call).asParameters());
        attempt.parameter("state").ifPresent(state -> parameters.put("state", state));
        return Answers.send(attempt.mode, attempt.redirectUri, parameters, Texts.of(call));
    }

    /** A page, where Entra keeps it to itself. */
    Reply page(EntraError error, Call call) {
        return ErrorPage.of(incident(error, call), call);
    }

    /** The front door has its own words for what the token endpoint calls {@code invalid_grant}. */
    private static EntraError frontDoorWord(EntraError error) {
        if (error.code() == Aadsts.CONSENT_REQUIRED) {
            return error.as("consent_required");
        }
        return error.error().equals("invalid_grant") ? error.as("interaction_required") : error;
    }

    Incident incident(EntraError error, Call call) {
        return Incident.of(error, call, clock, addresses.authority(call));
    }
}
