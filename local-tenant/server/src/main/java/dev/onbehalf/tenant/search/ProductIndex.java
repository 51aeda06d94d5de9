package dev.onbehalf.tenant.search;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The index {@code products}. */
final class ProductIndex {
    static final String NAME = "products";

    private final List<Map<String, Object>> documents;

    ProductIndex() {
        documents = read().stream().map(Product::fields).toList();
    }

    private static List<Product> read() {
        try (var in = ProductIndex.class.getResourceAsStream("products.json")) {
            return Json.MAPPER.readValue(in, new TypeReference<List<Product>>() {}).stream()
                    .map(product -> product.withGroups(
                            product.groups().stream().map(ProductIndex::groupId).toList()))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the products in this jar are broken", unreadable);
        }
    }

    /** The file names groups as {@code contoso/4}. */
    private static String groupId(String name) {
        String[] parts = name.split("/");
        return Directory.groupId(parts[0], Integer.parseInt(parts[1]));
    }

    /** The document with this key, if it may be seen. */
    Optional<Map<String, Object>> document(String id, Predicate<List<?>> groupsSeen) {
        return documents.stream()
                .filter(document -> document.get("id").equals(id))
                .filter(document -> groupsSeen.test((List<?>) document.get("groups")))
                .findFirst();
    }

    /** @param groupsSeen whether a document of these groups may be seen at all */
    Map<String, Object> search(SearchRequest request, Predicate<List<?>> groupsSeen, String context) {
        var hits = new ArrayList<Map<String, Object>>();
        for (var document : documents) {
            double score = request.query().score(document);
            boolean found = score > 0
                    && groupsSeen.test((List<?>) document.get("groups"))
                    && request.filter().map(filter -> filter.matches(document)).orElse(true);
            if (found) {
                var hit = new LinkedHashMap<String, Object>();
                hit.put("@search.score", score);
                hit.putAll(document);
                hits.add(hit);
            }
        }
        Comparator<Map<String, Object>> byScore = Comparator.comparingDouble(hit -> -(Double) hit.get("@search.score"));
        hits.sort(request.order().map(order -> order.thenComparing(byScore)).orElse(byScore));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("@odata.context", context);
        if (request.count()) {
            answer.put("@odata.count", hits.size());
        }
        if (!request.facets().isEmpty()) {
            answer.put("@search.facets", facets(request.facets(), hits));
        }
        answer.put(
                "value",
                hits.stream()
                        .skip(request.skip())
                        .limit(request.top())
                        .map(hit -> selected(hit, request.select()))
                        .toList());
        return answer;
    }

    private static Map<String, Object> selected(Map<String, Object> hit, List<String> select) {
        if (select.isEmpty()) {
            return hit;
        }
        var selected = new LinkedHashMap<String, Object>();
        selected.put("@search.score", hit.get("@search.score"));
        select.forEach(field -> selected.put(field, hit.get(field)));
        return selected;
    }

    private static Map<String, Object> facets(List<String> facets, List<Map<String, Object>> hits) {
        var all = new LinkedHashMap<String, Object>();
        for (String facet : facets) {
            String field = facet.split(",")[0];
            var counts = new TreeMap<String, Integer>();
            for (var hit : hits) {
                Object value = hit.get(field);
                for (Object one : value instanceof List<?> list ? list : List.of(value)) {
                    counts.merge(String.valueOf(one), 1, Integer::sum);
                }
            }
            all.put(field, mostFirst(counts));
        }
        return all;
    }

    private static List<Map<String, Object>> mostFirst(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(10)
                .map(entry -> Map.<String, Object>of("value", entry.getKey(), "count", entry.getValue()))
                .toList();
    }
}
