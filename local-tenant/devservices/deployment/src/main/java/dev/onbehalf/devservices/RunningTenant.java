package dev.onbehalf.devservices;

import dev.onbehalf.tenant.EntraOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** The tenant that another process may be running at the addresses of {@code options}. */
final class RunningTenant {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final EntraOptions options;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    RunningTenant(EntraOptions options) {
        this.options = options;
    }

    URI admin() {
        return URI.create("http://localhost:" + options.adminPort() + "/admin");
    }

    Path caFile() {
        return options.home().orElseThrow().resolve("local-tenant-ca.pem");
    }

    /** Whether a local tenant answers there: only one that knows the header of the admin API does. */
    boolean answers() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(admin() + "/users"))
                .header("X-Local-Tenant", "admin")
                .timeout(TIMEOUT)
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException nobodyThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
