package dev.onbehalf.tenant.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that goes wrong.
 *
 * @param target the endpoints it befalls, as the audit calls them
 * @param status HTTP status of a refusal; null for the kind's usual one
 * @param retryAfter seconds in {@code Retry-After}; null for no such header
 * @param delay how long slow things take
 * @param times how often it will still happen; null for until it is removed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(String target, Kind kind, Integer status, Integer retryAfter, Duration delay, Integer times) {
    public static final Set<String> TARGETS = Set.of(
            "authorize", "sign-in", "token", "keys", "discovery", "logout", "userinfo", "graph", "search", "chat");
    public static final Duration LONGEST_DELAY = Duration.ofSeconds(60);

    /** Where a kind of fault takes effect. */
    public enum Place {
        /** In place of the answer, or on its way. */
        WIRE,
        /** In a member of an answer of the token endpoint. */
        TOKEN_ANSWER,
        /** In what the chat model says. */
        CHAT
    }

    /** What goes wrong. */
    public enum Kind {
        /** A refusal in the words of the service; 503 unless told otherwise. */
        STATUS("status", Place.WIRE),
        /** A page of some proxy; 502. */
        HTML("html", Place.WIRE),
        /** A line of text; 429. */
        TEXT("text", Place.WIRE),
        /** No body at all; 500. */
        EMPTY("empty", Place.WIRE),
        /** The connection is closed without an answer. */
        CLOSE("close", Place.WIRE),
        /** The right answer, late: not a byte before. */
        SLOW("slow", Place.WIRE),
        SLOW_HEADERS("slow-headers", Place.WIRE),
        /** The head at once, the body in drips. */
        SLOW_BODY("slow-body", Place.WIRE),
        /** A challenge that is an object, where Entra sends a text. */
        CLAIMS_AS_OBJECT("claims-as-object", Place.TOKEN_ANSWER),
        NO_CLIENT_INFO("no-client-info", Place.TOKEN_ANSWER),
        NO_DEFAULT_ECHO("no-default-echo", Place.TOKEN_ANSWER),
        INVALID_ARGUMENTS("invalid-arguments", Place.CHAT),
        UNKNOWN_TOOL("unknown-tool", Place.CHAT),
        CUT_STREAM("cut-stream", Place.CHAT),
        ERROR_MID_STREAM("error-mid-stream", Place.CHAT),
        LONG_PAUSE("long-pause", Place.CHAT),
        CONTENT_FILTER("content-filter", Place.CHAT),
        CONTEXT_LENGTH_EXCEEDED("context-length-exceeded", Place.CHAT);

        private final String text;
        private final Place place;

        Kind(String text, Place place) {
            this.text = text;
            this.place = place;
        }

        public static Optional<Kind> named(String text) {
            return Arrays.stream(values())
                    .filter(kind -> kind.text.equals(text))
                    .findFirst();
        }

        @JsonValue
        public String text() {
            return text;
        }

        Place place() {
            return place;
        }

        /** Whether this kind can befall such a target at all. */
        boolean befalls(String target) {
            return switch (place) {
                case WIRE -> TARGETS.contains(target);
                case TOKEN_ANSWER -> target.equals("token");
                case CHAT -> target.equals("chat");
            };
        }
    }

    public Fault {
        if (!kind.befalls(target)) {
            throw new IllegalArgumentException("there is no " + kind.text() + " at " + target);
        }
        if (status != null && (status < 200 || status > 599)) {
            throw new IllegalArgumentException("status is from 200 to 599");
        }
        if (retryAfter != null && (retryAfter < 0 || retryAfter > 86_400)) {
            throw new IllegalArgumentException("retryAfter is from 0 to 86400 seconds");
        }
        if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("delay is at most " + LONGEST_DELAY);
        }
        if (times != null && times < 1) {
            throw new IllegalArgumentException("times is at least 1");
        }
    }

    int statusOr(int usual) {
        return status == null ? usual : status;
    }

    Fault onceLess() {
        return new Fault(target, kind, status, retryAfter, delay, times - 1);
    }
}
