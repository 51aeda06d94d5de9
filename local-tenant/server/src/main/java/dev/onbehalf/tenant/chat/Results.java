package dev.onbehalf.tenant.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.onbehalf.tenant.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what tools answer: JSON mostly, with a list somewhere at its top. */
final class Results {

    /** The first hit of a product search. */
    record Product(String name, double price) {}

    private Results() {}

    static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException plainText) {
            return MissingNode.getInstance();
        }
    }

    /** The elements of the array, or of the first array in the object; else the object itself. */
    static List<JsonNode> entries(JsonNode json) {
        JsonNode list = json;
        if (json.isObject()) {
            for (JsonNode member : json) {
                if (member.isArray()) {
                    list = member;
                    break;
                }
            }
        }
        var entries = new ArrayList<JsonNode>();
        if (list.isArray()) {
            list.forEach(entries::add);
        } else if (list.isObject()) {
            entries.add(list);
        }
        return entries;
    }

    static Optional<String> firstId(String text) {
        return entries(json(text)).stream()
                .filter(order -> !order.path("status").asText().equals("cancelled"))
                .map(order -> order.path("id").asText(""))
                .filter(id -> !id.isEmpty())
                .findFirst();
    }

    static Optional<Product> firstProduct(String text) {
        return entries(json(text)).stream()
                .filter(product -> product.path("name").isTextual())
                .filter(product -> product.path("price").isNumber()
                        || product.path("unitPrice").isNumber())
                .map(product -> new Product(
                        product.get("name").textValue(),
                        product.path("price").asDouble(product.path("unitPrice").asDouble())))
                .findFirst();
    }
}
