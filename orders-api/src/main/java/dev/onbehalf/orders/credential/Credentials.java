package dev.onbehalf.orders.credential;

import dev.onbehalf.orders.access.StartCheck;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Chooses the one credential that is configured, and lets the start look at it. */
@Singleton
class Credentials implements StartCheck {

    private final ApiCredential chosen;

    Credentials(CredentialConfig config, Clock clock) {
        this.chosen = switch (config.apiCredential()) {
            case SECRET -> Secret.of(config);
            case CERTIFICATE -> new Certificate(config.apiCertificate(), clock);
            case WORKLOAD_IDENTITY -> WorkloadIdentity.of(config, clock);
            case MANAGED_IDENTITY -> new ManagedIdentity(config.managedIdentity(), clock);
        };
    }

    @Produces
    @Singleton
    ApiCredential chosen() {
        return chosen;
    }

    @Override
    public Optional<String> refusal() {
        return chosen.refusal();
    }

    @Override
    public String started() {
        return "orders-api proves who it is with " + chosen.description();
    }
}
