package dev.onbehalf.tenant.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Arguments that fit the schema of a tool, whose parameters may have other names than ours. */
final class Arguments {
    private static final Map<String, List<String>> NAMES = Map.of(
            "item", List.of("item", "product", "name", "productName"),
            "quantity", List.of("quantity", "count", "amount"),
            "unitPrice", List.of("unitPrice", "price", "unit_price"),
            "query", List.of("query", "q", "text", "search", "keywords"),
            "orderId", List.of("orderId", "id", "order_id"),
            "idempotencyKey", List.of("idempotencyKey", "idempotency_key", "key"));

    private final JsonNode schema;
    private final Map<String, Object> values = new LinkedHashMap<>();

    Arguments(JsonNode schema) {
        this.schema = schema;
    }

    Arguments with(String meaning, Object value) {
        for (String name : NAMES.get(meaning)) {
            if (schema.path("properties").has(name)) {
                values.put(name, asSchemaWants(name, value));
                return this;
            }
        }
        return this;
    }

    private Object asSchemaWants(String name, Object value) {
        return schema.at("/properties/" + name + "/type").asText().equals("string") ? String.valueOf(value) : value;
    }

    /** The same key whenever the same is asked for, so that a repeated turn places one order. */
    Arguments withKeyFor(String said) {
        return with(
                "idempotencyKey",
                UUID.nameUUIDFromBytes(said.getBytes(StandardCharsets.UTF_8)).toString());
    }

    String text() {
        return Json.write(values);
    }
}
