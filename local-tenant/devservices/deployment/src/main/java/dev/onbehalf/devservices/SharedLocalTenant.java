package dev.onbehalf.devservices;

import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.EntraOptions;
import dev.onbehalf.tenant.PortTaken;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The tenant that all applications in dev share. Whoever comes first runs it; the others join, and watch: when it goes
 * away with its process, the next one takes over at the same addresses with the same keys, which are kept in a file.
 */
final class SharedLocalTenant implements LocalTenantService {

    private static final Logger LOG = Logger.getLogger(SharedLocalTenant.class);
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(500);

    private final EntraOptions options;
    private final RunningTenant running;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("local-tenant-watch").daemon().factory());

    private Entra own;
    private boolean closed;

    SharedLocalTenant(EntraOptions options) {
        this.options = options;
        this.running = new RunningTenant(options);
    }

    @Override
    public synchronized void start() {
        if (!startOwn()) {
            LOG.infof("Joined the local tenant that another application runs at %s", http());
            watch.scheduleWithFixedDelay(this::takeOverIfGone, 0, WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Whether this process runs the tenant now; false where another one of ours already does. */
    private boolean startOwn() {
        try {
            own = Entra.start(options);
            return true;
        } catch (PortTaken taken) {
            if (running.answers()) {
                return false;
            }
            throw new IllegalStateException(
                    taken.getMessage()
                            + ", and what listens there is no local tenant of this checkout. Stop it, or move"
                            + " the local tenant with quarkus.local-tenant.http-port, .https-port and .admin-port (the"
                            + " same in each application).",
                    taken);
        }
    }

    private synchronized void takeOverIfGone() {
        if (closed || own != null || running.answers()) {
            return;
        }
        try {
            own = Entra.start(options);
            LOG.infof("The application that ran the local tenant has stopped: it runs here now, at %s", http());
        } catch (PortTaken taken) {
            // A third application was faster, or the first one is still letting go of its ports: look again soon.
            LOG.debugf("The local tenant is not taken over yet: %s", taken.getMessage());
        }
    }

    @Override
    public URI http() {
        return URI.create("http://localhost:" + options.httpPort());
    }

    @Override
    public URI https() {
        return URI.create("https://localhost:" + options.httpsPort());
    }

    @Override
    public URI admin() {
        return running.admin();
    }

    @Override
    public Path caFile() {
        return own == null ? running.caFile() : own.caFile();
    }

    @Override
    public synchronized void close() {
        closed = true;
        watch.shutdownNow();
        if (own != null) {
            own.close();
        }
    }
}
