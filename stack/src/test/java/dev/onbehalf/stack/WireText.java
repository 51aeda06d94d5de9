package dev.onbehalf.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.onbehalf.tenant.StandardSeed;
import dev.onbehalf.tenant.directory.Directory;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What went over the wire, made readable: long values end in {@code …}, parameters are decoded, ports are the documented ones,
 * GUIDs of the seed have
 * names, and headers that explain nothing are left out.
 */
final class WireText {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KEPT = 6;
    private static final int WIDTH = 118;
    private static final int SENTENCE = 70;
    private static final String MORE = "…";

    private static final Set<String> OPAQUE = Set.of(
            "code",
            "state",
            "nonce",
            "code_challenge",
            "code_verifier",
            "assertion",
            "session_state",
            "client_info",
            "refresh_token",
            "access_token",
            "id_token",
            "login_hint",
            "request",
            "csrf-token",
            "whose",
            "detour",
            "id");
    private static final Set<String> SECRET = Set.of("client_secret", "otp");
    private static final Map<String, String> REGISTERED = Map.of(
            StandardSeed.TENANT_ID, "{tenant}",
            StandardSeed.WEB_CLIENT_ID, "{web-frontend}",
            StandardSeed.API_CLIENT_ID, "{orders-api}",
            Directory.GRAPH, "{graph}");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern LONG_WORD = Pattern.compile("\\b(eyJ[\\w-]+\\.[\\w.-]+|[0-9a-f]{32})\\b");

    private final Map<String, String> documentedPorts;

    WireText(RunningSystem system) {
        documentedPorts = Map.of(
                port(system.webUrl()), ":8080",
                port(system.apiUrl()), ":8081",
                port(system.tenant().http()), ":8480",
                port(system.tenant().https()), ":8481");
    }

    private static String port(URI uri) {
        return ":" + uri.getPort();
    }

    /**
     * An exchange, and what of it is to be seen.
     *
     * @param parameters of the address and of a form; all if none is named
     * @param members of a JSON answer; all if none is named
     */
    record View(Wire.Exchange exchange, List<String> parameters, List<String> members) {

        static View of(Wire.Exchange exchange) {
            return new View(exchange, List.of(), List.of());
        }

        View parameters(String... names) {
            return new View(exchange, List.of(names), members);
        }

        View members(String... names) {
            return new View(exchange, parameters, List.of(names));
        }
    }

    /** One below the other. */
    String of(View... views) {
        return Arrays.stream(views).map(this::of).collect(Collectors.joining("\n\n"));
    }

    private String of(View view) {
        Wire.Exchange exchange = view.exchange();
        List<String> lines = new ArrayList<>();
        lines.addAll(address(exchange.method() + " ", exchange.uri().toString(), view.parameters()));
        exchange.sent().forEach((name, value) -> lines.addAll(sent(name, value)));
        if (!exchange.body().isEmpty()) {
            lines.addAll(parameters(exchange.body(), "", view.parameters()));
        }
        lines.add("HTTP/1.1 " + exchange.status() + (exchange.answer().contains("<html") ? " (a page)" : ""));
        for (String name : List.of("Location", "Set-Cookie", "WWW-Authenticate")) {
            exchange.headers().allValues(name).forEach(value -> lines.addAll(received(name, value)));
        }
        if (exchange.answer().startsWith("{")) {
            lines.addAll(json(exchange.answer(), view.members()));
        }
        return String.join("\n", lines);
    }

    /** What is different on every machine, or too long to be read, by another name. */
    private String plain(String text) {
        String all = UUID.matcher(text)
                .replaceAll(found ->
                        REGISTERED.getOrDefault(found.group(), found.group().substring(0, 8) + MORE));
        all = LONG_WORD.matcher(all).replaceAll(found -> cut(found.group()));
        for (Map.Entry<String, String> port : documentedPorts.entrySet()) {
            all = all.replace(port.getKey(), port.getValue());
        }
        return all;
    }

    private List<String> address(String before, String uri, List<String> shown) {
        List<String> query = parameters(URI.create(uri).getRawQuery(), "?", shown);
        String start = before + withoutQuery(plain(uri));
        return query.size() == 1 && start.length() + query.getFirst().length() <= WIDTH
                ? List.of(start + query.getFirst().strip())
                : Stream.concat(Stream.of(start), query.stream()).toList();
    }

    private static String withoutQuery(String uri) {
        return uri.replaceAll("\\?.*", "");
    }

    private List<String> parameters(String encoded, String first, List<String> shown) {
        if (encoded == null) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        List<String> pairs = List.of(encoded.split("&"));
        for (String pair : pairs) {
            String[] parts = pair.split("=", 2);
            String name = decoded(parts[0]);
            if (shown.isEmpty() || shown.contains(name)) {
                String value = parts.length == 1 ? "" : decoded(parts[1]);
                words.add((words.isEmpty() ? first : "&") + name + "=" + readable(name, value));
            }
        }
        if (words.size() < pairs.size()) {
            words.add("&" + MORE);
        }
        return filled(words);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private String readable(String name, String value) {
        if (SECRET.contains(name)) {
            return MORE;
        }
        String text = OPAQUE.contains(name) ? cut(value) : plain(value);
        return name.equals("scope") && text.length() > WIDTH
                ? text.substring(0, text.lastIndexOf(' ', WIDTH)) + " " + MORE
                : text;
    }

    private static String cut(String value) {
        return value.length() <= KEPT ? value : value.substring(0, KEPT) + MORE;
    }

    /** Words in as few indented lines as they need. */
    private static List<String> filled(List<String> words) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            if (!line.isEmpty() && line.length() + word.length() > WIDTH) {
                lines.add("  " + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add("  " + line);
        return lines;
    }

    private List<String> sent(String name, String value) {
        return switch (name) {
            case "Authorization" -> List.of(name + ": Bearer " + cut(value.substring("Bearer ".length())));
            case "Idempotency-Key" -> List.of(name + ": " + value);
            case "Cookie" -> cookies(name, Stream.of(value.split("; ")));
            default -> List.of();
        };
    }

    private List<String> received(String name, String value) {
        return switch (name) {
            case "Set-Cookie" -> cookies(name, Stream.of(value.split(";", 2)[0]));
            case "WWW-Authenticate" -> challenge(name + ": " + plain(value));
            default -> address(name + ": ", value, List.of());
        };
    }

    /** The session's only: those of the tenant and of the forms are no part of the story. */
    private static List<String> cookies(String name, Stream<String> pairs) {
        String told = pairs.map(pair -> pair.replace("\"", "").split("=", 2))
                .filter(pair -> pair[0].startsWith("q_session"))
                .map(pair -> pair[0] + "=" + cut(pair[1]))
                .collect(Collectors.joining("; "));
        return told.isEmpty() ? List.of() : List.of(name + ": " + told);
    }

    private static List<String> challenge(String header) {
        List<String> parameters = List.of(header.split("(?<=,) (?=[a-z_]+=\")"));
        return unindented(filled(parameters));
    }

    private static List<String> unindented(List<String> lines) {
        return Stream.concat(Stream.of(lines.getFirst().strip()), lines.stream().skip(1))
                .toList();
    }

    private List<String> json(String text, List<String> members) {
        try {
            ObjectNode object = (ObjectNode) JSON.readTree(text);
            if (object.path("error") instanceof ObjectNode ofGraph) {
                ofGraph.retain("code");
            }
            int all = object.size();
            if (!members.isEmpty()) {
                object.retain(members);
            }
            object.properties().forEach(member -> member.setValue(readable(member.getKey(), member.getValue())));
            return written(object, object.size() < all);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private JsonNode readable(String name, JsonNode value) {
        if (!value.isTextual()) {
            return value;
        }
        String text = value.textValue();
        return TextNode.valueOf(
                name.equals("error_description")
                        ? text.substring(0, text.lastIndexOf(' ', SENTENCE)) + " " + MORE
                        : readable(name, text));
    }

    private static List<String> written(ObjectNode object, boolean shortened) {
        List<String> words = new ArrayList<>();
        object.properties().forEach(member -> {
            words.add("\"" + member.getKey() + "\": " + member.getValue() + ",");
        });
        words.add(shortened ? MORE + " }" : words.removeLast().replaceAll(",$", " }"));
        words.set(0, "{ " + words.getFirst());
        return unindented(filled(words));
    }
}
