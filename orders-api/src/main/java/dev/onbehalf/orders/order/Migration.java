package dev.onbehalf.orders.order;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.flywaydb.core.Flyway;

/** Brings the tables up to date before the first request; several replicas that start together take turns. */
@ApplicationScoped
class Migration {

    private static final int AFTER_THE_SETTINGS_WERE_CHECKED = 100;

    private final Flyway flyway;

    Migration(Flyway flyway) {
        this.flyway = flyway;
    }

    void migrate(@Observes @Priority(AFTER_THE_SETTINGS_WERE_CHECKED) StartupEvent event) {
        flyway.migrate();
    }
}
