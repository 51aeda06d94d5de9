package dev.onbehalf.orders.access;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/** Refuses to start with settings that cannot be safe or cannot work, all of them named at once. */
@ApplicationScoped
class Start {

    private static final Logger LOG = Logger.getLogger("dev.onbehalf.orders");
    private static final int BEFORE_ANYTHING_IS_SERVED = 1;

    private final Entra entra;
    private final List<StartCheck> checks;

    Start(Entra entra, @All List<StartCheck> checks) {
        this.entra = entra;
        this.checks = checks;
    }

    void check(@Observes @Priority(BEFORE_ANYTHING_IS_SERVED) StartupEvent event) {
        List<String> refusals = refusals(new HashSet<>(ConfigUtils.getProfiles()));
        if (!refusals.isEmpty()) {
            StartRefused refused = new StartRefused(refusals);
            // A line of its own: in the trace that Quarkus logs it would be the last cause of several.
            LOG.fatal(refused.getMessage());
            throw refused;
        }
        LOG.infof("Tenant %s at %s; orders-api is %s", entra.tenantId(), entra.authorityHost(), entra.apiClientId());
        checks.forEach(check -> LOG.info(check.started()));
    }

    private List<String> refusals(Set<String> profiles) {
        List<String> refusals = new ArrayList<>();
        MicrosoftClouds.refusal("entra.authority-host", entra.authorityHost(), MicrosoftClouds.AUTHORITIES, profiles)
                .ifPresent(refusals::add);
        MicrosoftClouds.refusal(
                        "entra.token-authority-host", entra.tokenAuthorityHost(), MicrosoftClouds.AUTHORITIES, profiles)
                .ifPresent(refusals::add);
        MicrosoftClouds.refusal("entra.sts-host", entra.stsHost(), MicrosoftClouds.STS, profiles)
                .ifPresent(refusals::add);
        checks.forEach(check -> check.refusal().ifPresent(refusals::add));
        if (entra.webClientId().isEmpty() && entra.daemonClientIds().isEmpty()) {
            refusals.add("entra.web-client-id is missing: nobody could call this API. Set ENTRA_WEB_CLIENT_ID to the"
                    + " application id of web-frontend.");
        }
        return refusals;
    }

    /** Its message is what the operator reads. */
    static final class StartRefused extends IllegalStateException {

        StartRefused(List<String> refusals) {
            super("The start is refused:\n - " + String.join("\n - ", refusals));
        }
    }
}
