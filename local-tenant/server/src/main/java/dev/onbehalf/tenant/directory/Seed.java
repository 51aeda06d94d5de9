package dev.onbehalf.tenant.directory;

import dev.onbehalf.tenant.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the tenant knows when it starts, and again after a reset. */
public record Seed(
        List<Tenant> tenants, List<Application> applications, List<Person> people, List<PolicySeed> policies) {

    /** A policy by names: user and resource as the admin API takes them. */
    public record PolicySeed(String user, String resource, String require) {}

    public Seed {
        tenants = List.copyOf(tenants);
        applications = List.copyOf(applications);
        people = List.copyOf(people);
        policies = policies == null ? List.of() : List.copyOf(policies);
    }

    /** The seed that demos, tests and clients elsewhere rely on. */
    public static Seed standard() {
        try (var in = Seed.class.getResourceAsStream("seed.json")) {
            return Json.MAPPER.readValue(in, Seed.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the seed in this jar is broken", unreadable);
        }
    }

    public static Seed read(Path file) {
        try {
            return Json.MAPPER.readValue(Files.readAllBytes(file), Seed.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the seed " + file, unreadable);
        }
    }
}
