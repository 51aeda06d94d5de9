package dev.onbehalf.tenant.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.chat.ChatRequest.ToolResult;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides by rules: the same conversation always gets the same turn. Only the person's words are followed; what tools
 * answer is material, never an instruction.
 */
final class Planner {
    private static final Pattern ORDER_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUESTION = Pattern.compile(
            "(?i)\\b(?:please|can you|could you|search|find|look(?:ing)? for|do you (?:have|sell)|how much (?:is|are|does|do)|prices? of|cost|products?|for|the|any|an?|me|i'm|i am|in the catalogue)\\b"
                    + "|(?:を|は)?(?:探して|検索して|探す|検索|ありますか|いくらですか|いくら|の値段|商品)(?:ください|下さい|います)?|[?？。.!！]");

    private Planner() {}

    static Turn next(ChatRequest request) {
        String said = Normalizer.normalize(request.said(), Normalizer.Form.NFKC).strip();
        if (request.forced() != null && request.results().isEmpty()) {
            return forced(request, said);
        }
        if (!request.results().isEmpty()) {
            return afterTools(request, said);
        }
        for (Wish wish : Wish.values()) {
            if (wish.isIn(said) && wish == Wish.CANCEL) {
                return cancel(request, said, Optional.empty());
            }
            if (wish.isIn(said) && wish == Wish.PLACE) {
                return place(request, said, Optional.empty());
            }
        }
        return read(request, said);
    }

    private static Turn forced(ChatRequest request, String said) {
        String tool = request.forced().equals("*")
                ? wished(request, said)
                        .orElseGet(() -> request.tools().keySet().iterator().next())
                : request.forced();
        return use(call(request, tool, said));
    }

    private static Optional<String> wished(ChatRequest request, String said) {
        for (Wish wish : Wish.values()) {
            if (wish.isIn(said) && request.tools().containsKey(wish.tool())) {
                return Optional.of(wish.tool());
            }
        }
        return Optional.empty();
    }

    private static Turn read(ChatRequest request, String said) {
        var calls = new ArrayList<Turn.ToolCall>();
        for (Wish wish : Wish.readings()) {
            if (wish.isIn(said) && request.tools().containsKey(wish.tool())) {
                calls.add(call(request, wish.tool(), said));
            }
        }
        if (calls.isEmpty() && Wish.SEARCH.isIn(said) && request.tools().containsKey(Wish.SEARCH.tool())) {
            calls.add(call(request, Wish.SEARCH.tool(), said));
        }
        if (calls.isEmpty()) {
            return new Turn.Say(
                    Answers.help(Japanese.isIn(said), request.tools().keySet()));
        }
        return new Turn.Use(request.parallel() ? calls : calls.subList(0, 1));
    }

    /** The second step of a wish that needs two, or the answer. */
    private static Turn afterTools(ChatRequest request, String said) {
        ToolResult last = request.results().getLast();
        if (Wish.CANCEL.isIn(said) && last.tool().equals(Wish.LIST.tool())) {
            return cancel(request, said, Results.firstId(last.text()));
        }
        boolean toPlace = Wish.PLACE.isIn(said) && !Wish.CANCEL.isIn(said);
        if (toPlace && last.tool().equals(Wish.SEARCH.tool())) {
            return place(request, said, Results.firstProduct(last.text()));
        }
        return new Turn.Say(Answers.from(request.results(), Japanese.isIn(said)));
    }

    private static Turn cancel(ChatRequest request, String said, Optional<String> found) {
        var named = ORDER_ID.matcher(said);
        Optional<String> id = named.find() ? Optional.of(named.group()) : found;
        JsonNode cancel = request.tools().get(Wish.CANCEL.tool());
        if (cancel == null) {
            return new Turn.Say(
                    Answers.help(Japanese.isIn(said), request.tools().keySet()));
        }
        if (id.isPresent()) {
            String arguments = new Arguments(cancel).with("orderId", id.get()).text();
            return use(new Turn.ToolCall(Wish.CANCEL.tool(), arguments));
        }
        boolean asked =
                request.results().stream().anyMatch(result -> result.tool().equals(Wish.LIST.tool()));
        return request.tools().containsKey(Wish.LIST.tool()) && !asked
                ? use(call(request, Wish.LIST.tool(), said))
                : new Turn.Say(Answers.whichOrder(Japanese.isIn(said)));
    }

    /** Without a price the catalogue is asked first. */
    private static Turn place(ChatRequest request, String said, Optional<Results.Product> found) {
        Purchase purchase = Purchase.in(said);
        JsonNode place = request.tools().get(Wish.PLACE.tool());
        if (place == null) {
            return new Turn.Say(
                    Answers.help(Japanese.isIn(said), request.tools().keySet()));
        }
        Double price = purchase.unitPrice() != null
                ? purchase.unitPrice()
                : found.map(Results.Product::price).orElse(null);
        if (price == null) {
            boolean asked = !request.results().isEmpty();
            return request.tools().containsKey(Wish.SEARCH.tool()) && !asked
                    ? use(search(request, purchase.item()))
                    : new Turn.Say(Answers.whichProduct(Japanese.isIn(said)));
        }
        String arguments = new Arguments(place)
                .with("item", found.map(Results.Product::name).orElse(purchase.item()))
                .with("quantity", purchase.quantity())
                .with("unitPrice", price)
                .withKeyFor(said)
                .text();
        return use(new Turn.ToolCall(Wish.PLACE.tool(), arguments));
    }

    private static Turn.ToolCall search(ChatRequest request, String query) {
        JsonNode schema = request.tools().get(Wish.SEARCH.tool());
        return new Turn.ToolCall(
                Wish.SEARCH.tool(), new Arguments(schema).with("query", query).text());
    }

    private static Turn.ToolCall call(ChatRequest request, String tool, String said) {
        if (tool.equals(Wish.SEARCH.tool())) {
            String query = QUESTION.matcher(said)
                    .replaceAll(" ")
                    .replaceAll("\\s+", " ")
                    .strip();
            return search(request, query.isEmpty() ? said : query);
        }
        return new Turn.ToolCall(tool, "{}");
    }

    private static Turn use(Turn.ToolCall call) {
        return new Turn.Use(List.of(call));
    }
}
