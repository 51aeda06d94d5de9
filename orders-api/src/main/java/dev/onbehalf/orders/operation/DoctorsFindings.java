package dev.onbehalf.orders.operation;

import dev.onbehalf.doctor.Doctor;
import dev.onbehalf.doctor.Report;
import dev.onbehalf.doctor.Rounds;
import io.smallrye.health.api.Wellness;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * {@code /q/health/well}: what {@code ./mvnw -Pdoctor} would say about this application where it runs. Neither alive nor
 * ready depend on it, and the tenant is asked once in a while only, however often this is.
 */
@Wellness
class DoctorsFindings implements HealthCheck {

    private final Rounds rounds;

    DoctorsFindings(Config config) {
        this.rounds = new Rounds(Doctor.ofOrdersApi(config));
    }

    @Override
    public HealthCheckResponse call() {
        Report report = rounds.report();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("doctor").status(!report.broken());
        report.data().forEach(response::withData);
        return response.build();
    }
}
