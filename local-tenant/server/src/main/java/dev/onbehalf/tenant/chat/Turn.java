package dev.onbehalf.tenant.chat;

import java.util.List;

/** What the model does next. */
sealed interface Turn {
    record Say(String text) implements Turn {}

    record Use(List<ToolCall> calls) implements Turn {
        public Use {
            calls = List.copyOf(calls);
        }
    }

    /** @param arguments a text that holds JSON, or should */
    record ToolCall(String name, String arguments) {}
}
