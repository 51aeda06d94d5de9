package dev.onbehalf.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** A registration as the files in {@code setup/} describe it, with values in place of their expressions. */
record Manifest(JsonNode json) {

    static final Path SETUP = Path.of("..", "setup");

    /** The delegated permissions of Microsoft Graph in use: their ids are the same in every tenant. */
    static final Map<String, String> GRAPH_SCOPES = Map.of(
            "e1fe6dd8-ba31-4d61-89e7-88639da4683d", "User.Read",
            "e383f46e-2787-4529-855e-0e479a3ffac0", "Mail.Send",
            "37f7f235-527c-4136-accd-4a02d197296e", "openid",
            "14dad69e-099b-42c9-810b-d002981feec1", "profile",
            "7427e0e9-2fba-42fe-b0c0-848c9e6a8182", "offline_access");

    static Manifest read(String name, String publicUrl, String webClientId, String apiClientId) {
        try {
            String text = Files.readString(SETUP.resolve(name + ".json"))
                    .replace("${public_url}", publicUrl)
                    .replace("${web_client_id}", webClientId)
                    .replace("${api_client_id}", apiClientId);
            return new Manifest(new ObjectMapper().readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String pointer) {
        return json.at(pointer).asText();
    }

    Set<String> texts(String pointer) {
        return collect(json.at(pointer), "");
    }

    /** The values of one member of each object in a list. */
    Set<String> values(String pointer, String member) {
        return collect(json.at(pointer), "/" + member);
    }

    /** Ids of the delegated permissions asked of a resource. */
    Set<String> permissions(String resource) {
        return stream(json.at("/requiredResourceAccess"))
                .filter(access -> access.path("resourceAppId").asText().equals(resource))
                .findFirst()
                .map(access -> collect(access.path("resourceAccess"), "/id"))
                .orElse(Set.of());
    }

    static List<JsonNode> list(JsonNode array) {
        return stream(array).toList();
    }

    private static Set<String> collect(JsonNode array, String pointer) {
        Set<String> values = new TreeSet<>();
        array.forEach(element -> values.add(element.at(pointer).asText()));
        return values;
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
