package dev.onbehalf.stack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real PostgreSQL without Docker, whose data stay in a folder. */
final class Postgres {

    private static final Duration READY_WITHIN = Duration.ofSeconds(30);

    private Postgres() {}

    static EmbeddedPostgres start(Path data) {
        refuseIfInUse(data);
        try {
            Files.createDirectories(data);
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(READY_WITHIN)
                    // The stack stops it, after the API that uses it.
                    .setRegisterShutdownHook(false)
                    .start();
        } catch (IOException e) {
            throw new CannotStart(
                    "PostgreSQL did not start on " + data + ": " + e.getMessage()
                            + "\nIf its files are damaged, removing that folder begins with an empty database.",
                    e);
        }
    }

    /** PostgreSQL writes its process id into its folder; one that still runs belongs to a demo that was killed. */
    private static void refuseIfInUse(Path data) {
        Path lock = data.resolve("postmaster.pid");
        try {
            if (!Files.exists(lock)) {
                return;
            }
            List<String> lines = Files.readAllLines(lock);
            long pid = Long.parseLong(lines.getFirst().strip());
            ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> process.info().command().orElse("").contains("postgres"))
                    .ifPresent(process -> {
                        throw new CannotStart("A PostgreSQL still uses " + data + " (process " + pid
                                + "): another demo is running, or one was killed before it could stop it."
                                + " Stop that demo, or end the process, and start again.");
                    });
        } catch (IOException | RuntimeException e) {
            if (e instanceof CannotStart cannotStart) {
                throw cannotStart;
            }
            // An unreadable lock file is PostgreSQL's to judge.
        }
    }
}
