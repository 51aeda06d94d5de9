package dev.onbehalf.devservices;

import io.quarkus.deployment.builditem.Startable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A PostgreSQL of this process' own on a free port of the loopback interface. */
final class EmbeddedPostgresService implements Startable {

    private static final Duration START_UP = Duration.ofSeconds(30);

    private final Optional<Path> data;
    private EmbeddedPostgres postgres;

    /** @param data the folder that keeps the data, or empty for data that go with the process */
    EmbeddedPostgresService(Optional<Path> data) {
        this.data = data;
    }

    @Override
    public void start() {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder().setPGStartupWait(START_UP);
            if (data.isPresent()) {
                Files.createDirectories(data.get());
                builder.setDataDirectory(data.get()).setCleanDataDirectory(false);
            }
            postgres = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "PostgreSQL did not start"
                            + data.map(folder -> " on " + folder).orElse(""),
                    e);
        }
    }

    String jdbcUrl() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    @Override
    public String getConnectionInfo() {
        return "localhost:" + postgres.getPort();
    }

    @Override
    public String getContainerId() {
        return null;
    }

    @Override
    public void close() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }
}
