package dev.onbehalf.doctor;

import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.StandardSeed;
import dev.onbehalf.tenant.admin.TokenForge.Signature;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
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

    /** Lends a person's token, as web-frontend gets it to call orders-api. */
    TestingConfiguration withTokenOf(String oid, Entra entra, Path folder) {
        long now = Instant.now().getEpochSecond();
        String token = entra.forge()
                .forge(
                        Map.of(),
                        Map.ofEntries(
                                Map.entry("aud", StandardSeed.API_CLIENT_ID),
                                Map.entry("iss", entra.issuer(StandardSeed.TENANT_ID)),
                                Map.entry("tid", StandardSeed.TENANT_ID),
                                Map.entry("oid", oid),
                                Map.entry("azp", StandardSeed.WEB_CLIENT_ID),
                                Map.entry("scp", "access_as_user"),
                                Map.entry("ver", "2.0"),
                                Map.entry("iat", now),
                                Map.entry("nbf", now),
                                Map.entry("exp", now + 3600)),
                        Signature.VALID);
        try {
            return with(
                    "doctor.user-token-file",
                    Files.writeString(folder.resolve(oid), token).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
