package dev.onbehalf.web.session;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the session store answers. Entra is not asked: its outage must not take this application out of service. */
@Readiness
class SessionStoreReady implements HealthCheck {

    private final Sessions sessions;

    SessionStoreReady(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            sessions.ping();
            return HealthCheckResponse.up("session store");
        } catch (StoreUnavailable e) {
            return HealthCheckResponse.down("session store");
        }
    }
}
