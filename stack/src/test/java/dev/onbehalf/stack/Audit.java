package dev.onbehalf.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What the local tenant says it was asked, read as anybody would: from its admin API. */
record Audit(List<JsonNode> entries) {

    static Audit of(RunningSystem system) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(system.tenant().admin() + "/audit"))
                .header("X-Local-Tenant", "admin")
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            JsonNode all = new ObjectMapper()
                    .readTree(client.send(request, BodyHandlers.ofString()).body());
            List<JsonNode> entries = new ArrayList<>();
            all.forEach(entries::add);
            return new Audit(entries);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The entries that came after {@code earlier} was read. */
    Audit since(Audit earlier) {
        return new Audit(entries.subList(earlier.entries.size(), entries.size()));
    }

    Audit of(String target) {
        return where(entry -> entry.path("target").asText().equals(target));
    }

    Audit where(Predicate<JsonNode> condition) {
        return new Audit(entries.stream().filter(condition).toList());
    }

    JsonNode last() {
        return entries.getLast();
    }
}
