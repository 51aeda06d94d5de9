package dev.onbehalf.tenant.page;

import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Style sheet and script of the pages. */
public final class Assets {
    private static final Map<String, String> TYPES = Map.of(
            "page.css", "text/css; charset=utf-8",
            "page.js", "text/javascript; charset=utf-8");

    private final Map<String, byte[]> contents = new HashMap<>();

    public Assets() {
        TYPES.keySet().forEach(name -> contents.put(name, read(name)));
    }

    private static byte[] read(String name) {
        try (var in = Assets.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public Reply answer(Call call) {
        return named(call.segment("file"));
    }

    /** The asset of this name, or 404. */
    public Reply named(String name) {
        return contents.containsKey(name)
                ? Reply.bytes(TYPES.get(name), contents.get(name))
                        .with("Cache-Control", "max-age=300")
                        .with("X-Content-Type-Options", "nosniff")
                : Reply.text(404, "Not found\n");
    }
}
