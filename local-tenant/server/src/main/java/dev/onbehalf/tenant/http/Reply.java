package dev.onbehalf.tenant.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An answer: status, headers in the order they are sent, the whole body, and how it travels. */
public record Reply(int status, List<Header> headers, byte[] body, Delivery delivery) {

    /** One header line. */
    public record Header(String name, String value) {}

    public Reply {
        headers = List.copyOf(headers);
    }

    public static Reply of(int status) {
        return new Reply(status, List.of(), new byte[0], Delivery.AT_ONCE);
    }

    public static Reply bytes(String contentType, byte[] body) {
        return new Reply(200, List.of(new Header("Content-Type", contentType)), body, Delivery.AT_ONCE);
    }

    public static Reply text(int status, String text) {
        return bytes("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8))
                .withStatus(status);
    }

    public static Reply html(int status, String html) {
        return bytes("text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8))
                .withStatus(status);
    }

    public static Reply json(int status, Object value) {
        try {
            return bytes("application/json; charset=utf-8", Json.MAPPER.writeValueAsBytes(value))
                    .withStatus(status);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer that is no JSON", impossible);
        }
    }

    /** 302, as Entra answers, with the parameters already in the address. */
    public static Reply redirect(String location) {
        return of(302).with("Location", location);
    }

    public Reply withStatus(int other) {
        return new Reply(other, headers, body, delivery);
    }

    /** The same by another way; what travels in pieces brings its bytes with it. */
    public Reply by(Delivery other) {
        return new Reply(status, headers, body, other);
    }

    public Reply with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Reply(status, more, body, delivery);
    }

    /** Tokens and pages of a person must not stay in a cache. */
    public Reply notStored() {
        return with("Cache-Control", "no-store, no-cache")
                .with("Pragma", "no-cache")
                .with("Expires", "-1");
    }

    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    @Override
    public String toString() {
        return "Reply[" + status + "]";
    }
}
