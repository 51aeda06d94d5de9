package dev.onbehalf.tenant.chat;

import dev.onbehalf.tenant.http.Delivery.Piece;
import dev.onbehalf.tenant.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One answer of the model, as a whole or as a stream of events.
 *
 * @param seed a hash of the request: the same request gets the same ids
 * @param azure whether the members are added that only Azure sends
 */
record ChatAnswer(ChatRequest request, Turn turn, String seed, Instant at, boolean azure) {
    private static final int FRAGMENT = 12;
    private static final Map<String, Object> SAFE = Map.of(
            "hate", Map.of("filtered", false, "severity", "safe"),
            "self_harm", Map.of("filtered", false, "severity", "safe"),
            "sexual", Map.of("filtered", false, "severity", "safe"),
            "violence", Map.of("filtered", false, "severity", "safe"));

    Map<String, Object> whole() {
        var message = new LinkedHashMap<String, Object>();
        message.put("role", "assistant");
        message.put("content", content());
        message.put("refusal", null);
        if (turn instanceof Turn.Use use) {
            var calls = new ArrayList<Map<String, Object>>();
            for (int i = 0; i < use.calls().size(); i++) {
                calls.add(call(use.calls().get(i), i, use.calls().get(i).arguments()));
            }
            message.put("tool_calls", calls);
        }
        var choice = new LinkedHashMap<String, Object>();
        choice.put("index", 0);
        choice.put("message", message);
        choice.put("finish_reason", finishReason());
        if (azure) {
            choice.put("content_filter_results", turn instanceof Turn.Say ? SAFE : Map.of());
        }
        var whole = frame("chat.completion");
        whole.put("choices", List.of(choice));
        whole.put("usage", usage());
        if (azure) {
            whole.put("prompt_filter_results", promptFilter());
        }
        return whole;
    }

    private static List<Map<String, Object>> promptFilter() {
        return List.of(Map.of("prompt_index", 0, "content_filter_results", SAFE));
    }

    /** Server-sent events: head, deltas, the reason for the end, the usage if it was asked for, {@code [DONE]}. */
    List<Piece> events() {
        var events = new ArrayList<Piece>();
        if (azure) {
            var first = frame("chat.completion.chunk");
            first.put("choices", List.of());
            first.put("prompt_filter_results", promptFilter());
            events.add(event(Json.write(first)));
        }
        var head = new LinkedHashMap<String, Object>();
        head.put("role", "assistant");
        head.put("content", turn instanceof Turn.Say ? "" : null);
        events.add(delta(head, null));
        switch (turn) {
            case Turn.Say say -> fragments(content()).forEach(part -> events.add(delta(Map.of("content", part), null)));
            case Turn.Use use -> addCalls(use, events);
        }
        events.add(delta(Map.of(), finishReason()));
        if (request.usageInStream()) {
            var last = frame("chat.completion.chunk");
            last.put("choices", List.of());
            last.put("usage", usage());
            events.add(event(Json.write(last)));
        }
        events.add(event("[DONE]"));
        return events;
    }

    private void addCalls(Turn.Use use, List<Piece> events) {
        for (int i = 0; i < use.calls().size(); i++) {
            var call = use.calls().get(i);
            var head = new LinkedHashMap<String, Object>();
            head.put("index", i);
            head.putAll(call(call, i, ""));
            events.add(delta(Map.of("tool_calls", List.of(head)), null));
            for (String part : fragments(call.arguments())) {
                var fragment = new LinkedHashMap<String, Object>();
                fragment.put("index", i);
                fragment.put("function", Map.of("arguments", part));
                events.add(delta(Map.of("tool_calls", List.of(fragment)), null));
            }
        }
    }

    private Map<String, Object> call(Turn.ToolCall call, int index, String arguments) {
        var function = new LinkedHashMap<String, Object>();
        function.put("name", call.name());
        function.put("arguments", arguments);
        var member = new LinkedHashMap<String, Object>();
        member.put("id", "call_" + id(index).substring(0, 24));
        member.put("type", "function");
        member.put("function", function);
        return member;
    }

    private Piece delta(Map<String, ?> delta, String finishReason) {
        var choice = new LinkedHashMap<String, Object>();
        choice.put("index", 0);
        choice.put("delta", delta);
        choice.put("finish_reason", finishReason);
        var chunk = frame("chat.completion.chunk");
        chunk.put("choices", List.of(choice));
        return event(Json.write(chunk));
    }

    static Piece event(String data) {
        return Piece.of(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> fragments(String text) {
        var fragments = new ArrayList<String>();
        int start = 0;
        while (start < text.length()) {
            int end = text.offsetByCodePoints(start, Math.min(FRAGMENT, text.codePointCount(start, text.length())));
            fragments.add(text.substring(start, end));
            start = end;
        }
        return fragments;
    }

    private LinkedHashMap<String, Object> frame(String object) {
        var frame = new LinkedHashMap<String, Object>();
        frame.put("id", "chatcmpl-" + id(-1));
        frame.put("object", object);
        frame.put("created", at.getEpochSecond());
        frame.put("model", request.model());
        frame.put("system_fingerprint", "fp_local_tenant");
        return frame;
    }

    private String id(int index) {
        return UUID.nameUUIDFromBytes((seed + index).getBytes(StandardCharsets.US_ASCII))
                .toString()
                .replace("-", "");
    }

    /** Cut at the most tokens that were allowed; null when tools are called. */
    private String content() {
        return turn instanceof Turn.Say say ? say.text().substring(0, keptLength(say.text())) : null;
    }

    private int keptLength(String text) {
        int length = text.length();
        while (length > 0 && Tokens.of(text.substring(0, length)) > request.longest()) {
            length--;
        }
        return length;
    }

    private String finishReason() {
        return switch (turn) {
            case Turn.Use use -> "tool_calls";
            case Turn.Say say -> keptLength(say.text()) < say.text().length() ? "length" : "stop";
        };
    }

    private Map<String, Object> usage() {
        int completion =
                switch (turn) {
                    case Turn.Say say -> Tokens.of(content());
                    case Turn.Use use ->
                        use.calls().stream()
                                .mapToInt(call -> Tokens.of(call.name() + call.arguments()))
                                .sum();
                };
        var usage = new LinkedHashMap<String, Object>();
        usage.put("prompt_tokens", request.promptTokens());
        usage.put("completion_tokens", completion);
        usage.put("total_tokens", request.promptTokens() + completion);
        return usage;
    }
}
