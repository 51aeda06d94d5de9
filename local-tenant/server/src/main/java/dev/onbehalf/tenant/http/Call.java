package dev.onbehalf.tenant.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One request, read completely and within the {@link Limits}. Header names are case-insensitive. */
public final class Call {
    private final String method;
    private final boolean secure;
    private final String path;
    private final String rawQuery;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final CallNotes notes = new CallNotes();
    private Map<String, String> pathVariables = Map.of();
    private Form query;
    private Form form;

    public Call(
            String method,
            boolean secure,
            String path,
            String rawQuery,
            Map<String, List<String>> headers,
            byte[] body) {
        this.method = method;
        this.secure = secure;
        this.path = path;
        this.rawQuery = rawQuery;
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        this.headers.putAll(headers);
        this.body = body;
    }

    public String method() {
        return method;
    }

    public boolean isPost() {
        return method.equals("POST");
    }

    /** Whether the request came over https. */
    public boolean secure() {
        return secure;
    }

    public String path() {
        return path;
    }

    public byte[] body() {
        return body;
    }

    /** What the audit will say about this call beside what can be seen from outside. */
    public CallNotes notes() {
        return notes;
    }

    void matched(Map<String, String> variables) {
        pathVariables = variables;
    }

    /** The value of a <code>{name}</code> segment of the route. */
    public String segment(String name) {
        return pathVariables.get(name);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(List::getFirst);
    }

    public List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }

    public Map<String, List<String>> headers() {
        return headers;
    }

    public Form query() {
        if (query == null) {
            query = Form.parse(rawQuery);
        }
        return query;
    }

    /** The form in the body; empty when the body is of another type. */
    public Form form() {
        if (form == null) {
            form = hasType("application/x-www-form-urlencoded")
                    ? Form.parse(new String(body, StandardCharsets.UTF_8))
                    : Form.empty();
        }
        return form;
    }

    /** The form of a POST, the query of everything else: where OAuth puts the parameters of a request. */
    public Form parameters() {
        return isPost() ? form() : query();
    }

    public boolean hasType(String mediaType) {
        String type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return type.equals(mediaType) || type.startsWith(mediaType + ";");
    }

    public Optional<String> cookie(String name) {
        for (String line : headers("Cookie")) {
            for (String pair : line.split(";")) {
                String trimmed = pair.trim();
                if (trimmed.startsWith(name + "=")) {
                    return Optional.of(trimmed.substring(name.length() + 1));
                }
            }
        }
        return Optional.empty();
    }

    /** The token of {@code Authorization: Bearer}. */
    public Optional<String> bearer() {
        return header("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).trim());
    }

    /** The languages of {@code Accept-Language}, best first. */
    public List<Locale> languages() {
        try {
            var locales = new ArrayList<Locale>();
            for (var range :
                    Locale.LanguageRange.parse(header("Accept-Language").orElse("en"))) {
                locales.add(Locale.forLanguageTag(range.getRange()));
            }
            return locales;
        } catch (IllegalArgumentException malformed) {
            return List.of(Locale.ENGLISH);
        }
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
