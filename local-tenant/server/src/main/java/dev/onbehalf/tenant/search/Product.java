package dev.onbehalf.tenant.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One document of the index.
 *
 * @param price in {@code currency}
 * @param groups ids of the groups whose members may see it
 */
record Product(
        String id,
        String name,
        String nameJa,
        String description,
        String descriptionJa,
        String category,
        double price,
        String currency,
        boolean inStock,
        double rating,
        List<String> tags,
        List<String> groups) {

    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", id);
        fields.put("name", name);
        fields.put("nameJa", nameJa);
        fields.put("description", description);
        fields.put("descriptionJa", descriptionJa);
        fields.put("category", category);
        fields.put("price", price);
        fields.put("currency", currency);
        fields.put("inStock", inStock);
        fields.put("rating", rating);
        fields.put("tags", tags);
        fields.put("groups", groups);
        return fields;
    }

    Product withGroups(List<String> others) {
        return new Product(
                id, name, nameJa, description, descriptionJa, category, price, currency, inStock, rating, tags, others);
    }
}
