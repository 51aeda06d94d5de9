package dev.onbehalf.tenant.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of the index and their types. */
final class Schema {
    /** An EDM type, as far as the index uses it. */
    enum Type {
        TEXT("Edm.String"),
        NUMBER("Edm.Double"),
        TRUTH("Edm.Boolean"),
        TEXTS("Collection(Edm.String)");

        private final String edm;

        Type(String edm) {
            this.edm = edm;
        }

        String edm() {
            return edm;
        }
    }

    /** What is searched for words, with its weight. */
    static final Map<String, Double> SEARCHABLE = searchable();

    private static final Map<String, Type> FIELDS = fields();

    private Schema() {}

    private static Map<String, Double> searchable() {
        var weights = new LinkedHashMap<String, Double>();
        weights.put("name", 3.0);
        weights.put("nameJa", 3.0);
        weights.put("category", 1.5);
        weights.put("tags", 2.0);
        weights.put("description", 1.0);
        weights.put("descriptionJa", 1.0);
        return weights;
    }

    private static Map<String, Type> fields() {
        var fields = new LinkedHashMap<String, Type>();
        for (String text : List.of("id", "name", "nameJa", "description", "descriptionJa", "category", "currency")) {
            fields.put(text, Type.TEXT);
        }
        fields.put("price", Type.NUMBER);
        fields.put("inStock", Type.TRUTH);
        fields.put("rating", Type.NUMBER);
        fields.put("tags", Type.TEXTS);
        fields.put("groups", Type.TEXTS);
        return fields;
    }

    /** @param parameter the query parameter to blame */
    static Type type(String field, String parameter) {
        Type type = FIELDS.get(field);
        if (type == null) {
            throw SearchError.invalid("Could not find a property named '" + SearchError.printable(field)
                    + "' on type 'search.document'. Parameter name: " + parameter);
        }
        return type;
    }
}
