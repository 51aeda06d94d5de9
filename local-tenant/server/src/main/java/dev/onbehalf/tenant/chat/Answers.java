package dev.onbehalf.tenant.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.chat.ChatRequest.ToolResult;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the model says, in the language of the person. */
final class Answers {
    private static final int LONGEST_ENTRY = 2_000;
    private static final int MOST_ENTRIES = 10;

    private Answers() {}

    static String help(boolean japanese, Collection<String> tools) {
        return tools.isEmpty() ? text(japanese, "help.alone") : text(japanese, "help", String.join(", ", tools));
    }

    static String whichOrder(boolean japanese) {
        return text(japanese, "which.order");
    }

    static String whichProduct(boolean japanese) {
        return text(japanese, "which.product");
    }

    static String from(List<ToolResult> results, boolean japanese) {
        var paragraphs = new ArrayList<String>();
        for (ToolResult result : results) {
            boolean step = result != results.getLast() && isStep(result, results.getLast());
            if (!step) {
                paragraphs.add(from(result, japanese));
            }
        }
        return String.join("\n\n", paragraphs);
    }

    /** Whether a result was only needed for the next call. */
    private static boolean isStep(ToolResult result, ToolResult last) {
        return last.tool().equals(Wish.CANCEL.tool()) && result.tool().equals(Wish.LIST.tool())
                || last.tool().equals(Wish.PLACE.tool()) && result.tool().equals(Wish.SEARCH.tool());
    }

    private static String from(ToolResult result, boolean japanese) {
        JsonNode json = Results.json(result.text());
        if (!json.isObject() && !json.isArray()) {
            return text(japanese, "plain", shortened(result.text()));
        }
        return switch (result.tool()) {
            case "list_orders" -> list(json, japanese, "orders");
            case "search_products" -> list(json, japanese, "products");
            case "place_order" -> text(japanese, "placed", order(json));
            case "cancel_order" -> text(japanese, "cancelled", order(json));
            case "who_is_my_manager" -> manager(json, japanese);
            default -> text(japanese, "plain", shortened(members(json)));
        };
    }

    private static String list(JsonNode json, boolean japanese, String what) {
        var entries = Results.entries(json);
        if (entries.isEmpty()) {
            return text(japanese, what + ".none");
        }
        var lines = new ArrayList<String>();
        lines.add(text(japanese, what, entries.size()));
        entries.stream()
                .limit(MOST_ENTRIES)
                .map(entry -> "- " + (what.equals("orders") ? order(entry) : product(entry)))
                .forEach(lines::add);
        return String.join("\n", lines);
    }

    private static String order(JsonNode order) {
        if (!order.has("item")) {
            return shortened(members(order));
        }
        return "%s × %s, %s %s, %s (%s)"
                .formatted(
                        order.path("item").asText(),
                        order.path("quantity").asText("1"),
                        order.path("total").asText(),
                        order.path("currency").asText("EUR"),
                        order.path("status").asText(),
                        order.path("id").asText());
    }

    private static String product(JsonNode product) {
        String japaneseName = product.path("nameJa").asText("");
        return "%s%s, %s %s"
                .formatted(
                        product.path("name").asText(),
                        japaneseName.isEmpty() ? "" : " (" + japaneseName + ")",
                        product.path("price").asText(),
                        product.path("currency").asText("EUR"));
    }

    private static String manager(JsonNode manager, boolean japanese) {
        JsonNode person = manager.path("manager").isObject() ? manager.get("manager") : manager;
        return person.path("displayName").isTextual()
                ? text(
                        japanese,
                        "manager",
                        person.get("displayName").textValue(),
                        person.path("jobTitle").asText("-"),
                        person.path("mail").asText("-"))
                : text(japanese, "manager.none");
    }

    private static String members(JsonNode json) {
        if (!json.isObject()) {
            return json.toString();
        }
        var members = new ArrayList<String>();
        json.properties()
                .forEach(member -> members.add(member.getKey() + ": "
                        + (member.getValue().isValueNode()
                                ? member.getValue().asText()
                                : member.getValue().toString())));
        return String.join("\n", members);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_ENTRY ? text : text.substring(0, LONGEST_ENTRY) + "…";
    }

    private static String text(boolean japanese, String key, Object... values) {
        var bundle = ResourceBundle.getBundle(
                "dev.onbehalf.tenant.chat.answers",
                japanese ? Locale.JAPANESE : Locale.ROOT,
                Answers.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return MessageFormat.format(bundle.getString(key), values);
    }
}
