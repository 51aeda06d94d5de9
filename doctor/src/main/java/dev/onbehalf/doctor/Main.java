package dev.onbehalf.doctor;

import io.smallrye.config.DotEnvConfigSourceProvider;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * {@code ./mvnw -Pdoctor}: examines both applications with the settings they would start with (system properties,
 * environment, {@code .env}, their application.properties) in the profile {@code prod} or the one of QUARKUS_PROFILE. Ends
 * with 1 if something is broken.
 */
public final class Main {

    /** As Quarkus orders them: what stands in a file of the application comes last. */
    private static final int APPLICATION_PROPERTIES = 250;

    private static final int BELOW_EVERYTHING = 50;

    private Main() {}

    public static void main(String[] args) throws IOException {
        Path checkout = checkout();
        Report report = Doctor.ofBoth(
                        config(checkout.resolve("web-frontend")),
                        config(checkout.resolve("orders-api")),
                        Clock.systemUTC())
                .examine();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.print(report.text());
        out.flush();
        System.exit(report.broken() ? 1 : 0);
    }

    private static Path checkout() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(".mvn"))) {
                return folder;
            }
        }
        throw new IllegalStateException("Start this inside a checkout of the project.");
    }

    /** What the application in this folder would read if it was started here. */
    private static Config config(Path application) throws IOException {
        String named = System.getProperty("quarkus.profile", System.getenv("QUARKUS_PROFILE"));
        String profile = named == null || named.isBlank() ? "prod" : named;
        List<ConfigSource> demo =
                profile.equals("demo") ? List.of(demo(application.resolveSibling("doctor"))) : List.of();
        return config(application, profile, builder -> builder.addSystemSources()
                .withSources(new DotEnvConfigSourceProvider())
                .withSources(demo));
    }

    /** The demo has a tenant of its own, whose settings everybody may know. */
    private static ConfigSource demo(Path folder) throws IOException {
        return new PropertiesConfigSource(
                folder.resolve("demo.properties").toUri().toURL(), BELOW_EVERYTHING);
    }

    static Config config(Path application, String profile, UnaryOperator<SmallRyeConfigBuilder> settings)
            throws IOException {
        Path properties = application.resolve("src/main/resources/application.properties");
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(properties.toUri().toURL(), APPLICATION_PROPERTIES))
                .withProfile(profile);
        return settings.apply(builder).build();
    }
}
