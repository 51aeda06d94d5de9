package dev.onbehalf.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One of the two applications, running as a process of its own, exactly as it would in production. */
public final class Application implements AutoCloseable {

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(15);
    private static final Duration PROBE = Duration.ofMillis(150);
    private static final int LAST_LINES = 25;

    private final String name;
    private final Process process;
    private final Path log;

    private Application(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a runnable jar; does not wait until it is ready.
     *
     * @param environment what is set beside this process' own environment
     */
    static Application start(String name, Path jar, Map<String, String> environment, Path log) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Short-lived processes on a laptop: the quick compiler and the simple collector start fastest.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-jar",
                jar.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // Settings of the surrounding shell must not decide which tenant the demo talks to.
        builder.environment()
                .keySet()
                .removeIf(key -> key.matches(
                        "(ENTRA|QUARKUS|GRAPH|SEARCH|CHAT|ORDERS|SESSION|SIGN_IN|ON_BEHALF_OF|PUBLIC|SMALLRYE)_.*"));
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.getParent());
            return new Application(name, builder.start(), log);
        } catch (IOException e) {
            throw new CannotStart(name + " could not be started: " + e.getMessage(), e);
        }
    }

    /** Waits until {@code probe} answers 200, and fails with the last lines of the log if the process ends before. */
    void awaitReady(URI probe, Duration within) {
        Instant deadline = Instant.now().plus(within);
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PROBE.multipliedBy(10)).build()) {
            while (!answers(client, probe)) {
                if (process.waitFor(PROBE.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new CannotStart(
                            name + " stopped while starting. The end of its log, " + log + ":\n" + tail());
                }
                if (Instant.now().isAfter(deadline)) {
                    throw new CannotStart(name + " was not ready within " + within.toSeconds()
                            + " seconds. The end of its log, " + log + ":\n" + tail());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Interrupted while " + name + " was starting.", e);
        }
    }

    private static boolean answers(HttpClient client, URI probe) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(probe)
                    .timeout(PROBE.multipliedBy(20))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Everything the process has written so far. */
    public String log() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CannotStart("The log " + log + " cannot be read.", e);
        }
    }

    private String tail() {
        List<String> lines = log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    /** Completes when the process has ended, for whatever reason. */
    Process process() {
        return process;
    }

    String name() {
        return name;
    }

    /** Asks the process to stop, and after a while makes it. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
