package dev.onbehalf.tenant.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onbehalf.tenant.search.Schema.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The body of a search, checked.
 *
 * @param select names of the fields wanted, all when empty
 * @param order how hits with equal fields keep the order of their scores
 */
record SearchRequest(
        TextQuery query,
        List<String> select,
        Optional<Filter> filter,
        Optional<Comparator<Map<String, Object>>> order,
        int top,
        int skip,
        boolean count,
        List<String> facets) {
    private static final int USUAL_TOP = 50;
    private static final int LARGEST_TOP = 1_000;
    private static final int LARGEST_SKIP = 100_000;

    static SearchRequest of(ObjectNode body) {
        if (!body.path("vectorQueries").isEmpty()) {
            throw SearchError.invalid("The index has no vector fields. Parameter name: vectorQueries");
        }
        requireOneOf(body, "queryType", "simple", "full", "semantic");
        requireOneOf(body, "searchMode", "any", "all");
        var searchFields = names(body, "searchFields");
        for (String field : searchFields) {
            Schema.type(field, "searchFields");
            if (!Schema.SEARCHABLE.containsKey(field)) {
                throw SearchError.invalid("The field '" + field + "' is not searchable. Parameter name: searchFields");
            }
        }
        var select = names(body, "select");
        select.remove("*");
        select.forEach(field -> Schema.type(field, "$select"));
        var facets = list(body, "facets");
        facets.forEach(facet -> Schema.type(facet.split(",")[0], "facet"));
        return new SearchRequest(
                new TextQuery(
                        body.path("search").asText(""),
                        body.path("searchMode").asText().equals("all"),
                        searchFields.isEmpty() ? List.copyOf(Schema.SEARCHABLE.keySet()) : searchFields),
                select,
                text(body, "filter").map(Filter::parse),
                order(names(body, "orderby")),
                number(body, "top", USUAL_TOP, LARGEST_TOP),
                number(body, "skip", 0, LARGEST_SKIP),
                body.path("count").asBoolean(false),
                facets);
    }

    private static void requireOneOf(ObjectNode body, String name, String... values) {
        text(body, name).ifPresent(value -> {
            if (!List.of(values).contains(value)) {
                throw SearchError.invalid("Invalid value. Parameter name: " + name);
            }
        });
    }

    private static Optional<String> text(ObjectNode body, String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode()
                || value.isNull()
                || value.isTextual() && value.textValue().isBlank()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw SearchError.invalid("A text is expected. Parameter name: " + name);
        }
        return Optional.of(value.textValue());
    }

    /** Names separated by commas, or as an array. */
    private static List<String> names(ObjectNode body, String name) {
        if (body.path(name).isArray()) {
            return list(body, name);
        }
        var names = new ArrayList<String>();
        text(body, name).ifPresent(text -> {
            for (String one : text.split(",")) {
                names.add(one.strip());
            }
        });
        return names;
    }

    private static List<String> list(ObjectNode body, String name) {
        var texts = new ArrayList<String>();
        body.path(name).forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private static int number(ObjectNode body, String name, int otherwise, int largest) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isInt() || value.intValue() < 0 || value.intValue() > largest) {
            throw SearchError.invalid("A number from 0 to " + largest + " is expected. Parameter name: $" + name);
        }
        return value.intValue();
    }

    private static Optional<Comparator<Map<String, Object>>> order(List<String> clauses) {
        Comparator<Map<String, Object>> order = null;
        for (String clause : clauses) {
            String[] words = clause.split("\\s+");
            String direction = words.length > 1 ? words[1] : "asc";
            if (words.length > 2 || !direction.equals("asc") && !direction.equals("desc")) {
                throw SearchError.invalid("Invalid expression. Parameter name: $orderby");
            }
            Comparator<Map<String, Object>> next = by(words[0]);
            next = direction.equals("desc") ? next.reversed() : next;
            order = order == null ? next : order.thenComparing(next);
        }
        return Optional.ofNullable(order);
    }

    private static Comparator<Map<String, Object>> by(String field) {
        if (field.equals("search.score()")) {
            return Comparator.comparingDouble(hit -> (Double) hit.get("@search.score"));
        }
        return switch (Schema.type(field, "$orderby")) {
            case TEXT -> Comparator.comparing(hit -> (String) hit.get(field));
            case NUMBER -> Comparator.comparing(hit -> (Double) hit.get(field));
            case TRUTH -> Comparator.comparing(hit -> (Boolean) hit.get(field));
            case TEXTS ->
                throw SearchError.invalid(
                        "The field '" + field + "' is a " + Type.TEXTS.edm() + ". Parameter name: $orderby");
        };
    }
}
