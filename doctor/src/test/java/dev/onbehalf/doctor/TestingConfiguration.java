package dev.onbehalf.doctor;

import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.StandardSeed;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** Settings that are right for a local tenant, read with the applications' own application.properties; and changes to them. */
record TestingConfiguration(String profile, Map<String, String> settings) {

    private static final int LIKE_THE_ENVIRONMENT = 300;

    static TestingConfiguration of(Entra entra) {
        Map<String, String> settings = new HashMap<>();
        settings.put("entra.authority-host", entra.http().toString());
        settings.put("entra.token-authority-host", entra.https().toString());
        settings.put("entra.sts-host", entra.http() + "/sts");
        settings.put("entra.ca-file", entra.caFile().toString());
        settings.put("entra.tenant-id", StandardSeed.TENANT_ID);
        settings.put("entra.web-client-id", StandardSeed.WEB_CLIENT_ID);
        settings.put("entra.web-client-secret", StandardSeed.WEB_CLIENT_SECRET);
        settings.put("entra.api-client-id", StandardSeed.API_CLIENT_ID);
        settings.put("entra.api-client-secret", StandardSeed.API_CLIENT_SECRET);
        settings.put("graph.url", entra.graph().toString());
        return new TestingConfiguration("demo", settings);
    }

    static TestingConfiguration nothingSet() {
        return new TestingConfiguration("prod", Map.of());
    }

    TestingConfiguration with(String name, String value) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put(name, value);
        return new TestingConfiguration(profile, changed);
    }

    TestingConfiguration without(String name) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.remove(name);
        return new TestingConfiguration(profile, changed);
    }

    TestingConfiguration in(String otherProfile) {
        return new TestingConfiguration(otherProfile, settings);
    }

    Report examined() {
        return examinedAt(Clock.systemUTC());
    }

    Report examinedAt(Clock clock) {
        return Doctor.ofBoth(config("web-frontend"), config("orders-api"), clock)
                .examine();
    }

    private Config config(String application) {
        try {
            return Main.config(
                    Path.of("..", application),
                    profile,
                    builder -> builder.withSources(
                            new PropertiesConfigSource(settings, "the test's", LIKE_THE_ENVIRONMENT)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
