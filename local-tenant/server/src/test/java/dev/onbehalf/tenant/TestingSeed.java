package dev.onbehalf.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onbehalf.tenant.directory.Seed;
import dev.onbehalf.tenant.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The standard seed with changes, as a file that a tenant can be started with. */
public final class TestingSeed {
    private final ObjectNode seed;

    public TestingSeed() {
        try (var in = Seed.class.getResourceAsStream("seed.json")) {
            seed = (ObjectNode) Json.MAPPER.readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public TestingSeed application(String clientId, Consumer<ObjectNode> change) {
        seed.get("applications").forEach(application -> {
            if (application.get("clientId").asText().equals(clientId)) {
                change.accept((ObjectNode) application);
            }
        });
        return this;
    }

    public Entra start(Path folder) {
        try {
            Path file = Files.write(folder.resolve("seed.json"), Json.MAPPER.writeValueAsBytes(seed));
            return Entra.start(EntraOptions.forTests().withSeed(file));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
