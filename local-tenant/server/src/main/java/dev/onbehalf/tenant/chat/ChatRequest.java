package dev.onbehalf.tenant.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A request for a completion, checked.
 *
 * @param said what the person said last
 * @param results what tools answered since then, in order
 * @param tools parameter schemas by the names of the tools that may be called; empty for {@code tool_choice} none
 * @param forced the tool that must be called, {@code *} for any, or null
 * @param longest the most tokens the answer may have
 */
record ChatRequest(
        String model,
        String said,
        List<ToolResult> results,
        Map<String, JsonNode> tools,
        String forced,
        boolean parallel,
        boolean stream,
        boolean usageInStream,
        int longest,
        int promptTokens) {
    static final int CONTEXT_TOKENS = 32_768;
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool");

    /** @param text of the tool message, which is never followed as an instruction */
    record ToolResult(String tool, String text) {
        @Override
        public String toString() {
            return "ToolResult[" + tool + "]";
        }
    }

    static ChatRequest of(ObjectNode body) {
        JsonNode messages = body.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw ChatError.invalid("messages", "'messages' must be a non-empty array.");
        }
        checkTurns(messages);
        int tokens =
                Tokens.of(messages.toString()) + Tokens.of(body.path("tools").toString());
        if (tokens > CONTEXT_TOKENS) {
            throw ChatError.tooLong();
        }
        Map<String, JsonNode> tools = tools(body);
        JsonNode choice = body.path("tool_choice");
        String forced = choice.isObject()
                ? choice.at("/function/name").asText()
                : choice.asText().equals("required") ? "*" : null;
        if (forced != null && !forced.equals("*") && !tools.containsKey(forced)) {
            throw ChatError.invalid("tool_choice", "The tool named in 'tool_choice' is not among 'tools'.");
        }
        int last = lastOf("user", messages);
        return new ChatRequest(
                body.path("model").asText(""),
                last < 0 ? "" : text(messages.get(last)),
                results(messages, last),
                choice.asText().equals("none") ? Map.of() : tools,
                forced,
                body.path("parallel_tool_calls").asBoolean(true),
                body.path("stream").asBoolean(false),
                body.at("/stream_options/include_usage").asBoolean(false),
                body.path("max_completion_tokens").asInt(body.path("max_tokens").asInt(CONTEXT_TOKENS)),
                tokens);
    }

    /** Each call of an assistant is answered by one tool message, and none comes without a call. */
    private static void checkTurns(JsonNode messages) {
        var open = new HashSet<String>();
        for (JsonNode message : messages) {
            String role = message.path("role").asText();
            if (!ROLES.contains(role)) {
                throw ChatError.invalid("messages", "Invalid value for 'role'.");
            }
            if (role.equals("tool")) {
                if (!open.remove(message.path("tool_call_id").asText())) {
                    throw ChatError.invalid(
                            "messages",
                            "messages with role 'tool' must be a response to a preceding message with 'tool_calls'.");
                }
            } else {
                requireAnswered(open);
            }
            message.path("tool_calls").forEach(call -> open.add(call.path("id").asText()));
        }
        requireAnswered(open);
    }

    private static void requireAnswered(Set<String> open) {
        if (!open.isEmpty()) {
            throw ChatError.invalid(
                    "messages",
                    "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'.");
        }
    }

    private static Map<String, JsonNode> tools(ObjectNode body) {
        var tools = new LinkedHashMap<String, JsonNode>();
        for (JsonNode tool : body.path("tools")) {
            String name = tool.at("/function/name").asText();
            if (!tool.path("type").asText().equals("function") || !name.matches("[A-Za-z0-9_-]{1,64}")) {
                throw ChatError.invalid("tools", "Each tool is a function with a name of letters, digits, _ and -.");
            }
            tools.put(name, tool.at("/function/parameters"));
        }
        return tools;
    }

    private static int lastOf(String role, JsonNode messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).path("role").asText().equals(role)) {
                return i;
            }
        }
        return -1;
    }

    private static List<ToolResult> results(JsonNode messages, int after) {
        var names = new LinkedHashMap<String, String>();
        var results = new ArrayList<ToolResult>();
        for (int i = after + 1; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            message.path("tool_calls")
                    .forEach(call -> names.put(
                            call.path("id").asText(), call.at("/function/name").asText()));
            if (message.path("role").asText().equals("tool")) {
                String tool = names.get(message.path("tool_call_id").asText());
                results.add(new ToolResult(tool == null ? "" : tool, text(message)));
            }
        }
        return results;
    }

    /** Content is a text or an array of parts. */
    private static String text(JsonNode message) {
        JsonNode content = message.path("content");
        if (!content.isArray()) {
            return content.asText("");
        }
        var text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
    }

    @Override
    public String toString() {
        return "ChatRequest[" + tools.keySet() + "]";
    }
}
