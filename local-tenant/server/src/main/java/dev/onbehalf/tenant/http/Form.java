package dev.onbehalf.tenant.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Parameters of a query or of an {@code application/x-www-form-urlencoded} body, in the order they were sent. */
public final class Form {
    private static final Form EMPTY = new Form(List.of());

    private final List<Map.Entry<String, String>> fields;

    private Form(List<Map.Entry<String, String>> fields) {
        this.fields = List.copyOf(fields);
    }

    public static Form empty() {
        return EMPTY;
    }

    public static Form of(Map<String, String> parameters) {
        var fields = new ArrayList<Map.Entry<String, String>>();
        parameters.forEach((name, value) -> fields.add(Map.entry(name, value)));
        return new Form(fields);
    }

    /** @throws MalformedForm when an escape is broken or there are more fields than {@link Limits#FORM_FIELDS}. */
    public static Form parse(String encoded) {
        if (encoded == null || encoded.isEmpty()) {
            return EMPTY;
        }
        var fields = new ArrayList<Map.Entry<String, String>>();
        int start = 0;
        while (start <= encoded.length()) {
            int end = encoded.indexOf('&', start);
            end = end < 0 ? encoded.length() : end;
            if (end > start) {
                fields.add(field(encoded.substring(start, end)));
            }
            if (fields.size() > Limits.FORM_FIELDS) {
                throw new MalformedForm("more than " + Limits.FORM_FIELDS + " parameters");
            }
            start = end + 1;
        }
        return new Form(fields);
    }

    private static Map.Entry<String, String> field(String encoded) {
        int equals = encoded.indexOf('=');
        String name = equals < 0 ? encoded : encoded.substring(0, equals);
        String value = equals < 0 ? "" : encoded.substring(equals + 1);
        return Map.entry(decode(name), decode(value));
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException brokenEscape) {
            throw new MalformedForm("a broken percent escape");
        }
    }

    /** The first value of a parameter; an empty value counts as absent, as it does at Entra. */
    public Optional<String> value(String name) {
        for (var field : fields) {
            if (field.getKey().equals(name) && !field.getValue().isEmpty()) {
                return Optional.of(field.getValue());
            }
        }
        return Optional.empty();
    }

    /** These fields, and those of another form that have no namesake here. */
    public Form and(Form other) {
        if (other.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(fields);
        other.fields.stream()
                .filter(field -> fields.stream().noneMatch(own -> own.getKey().equals(field.getKey())))
                .forEach(all::add);
        return new Form(all);
    }

    /** A parameter that was sent more than once. */
    public Optional<String> doubled() {
        var seen = new LinkedHashMap<String, Boolean>();
        for (var field : fields) {
            if (seen.put(field.getKey(), true) != null) {
                return Optional.of(field.getKey());
            }
        }
        return Optional.empty();
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    public void forEach(BiConsumer<String, String> action) {
        fields.forEach(field -> action.accept(field.getKey(), field.getValue()));
    }

    /** Name to first value, for code that has already refused doubled parameters. */
    public Map<String, String> asMap() {
        var map = new LinkedHashMap<String, String>();
        fields.forEach(field -> map.putIfAbsent(field.getKey(), field.getValue()));
        return map;
    }

    public static String encode(Map<String, String> parameters) {
        var encoded = new StringBuilder();
        parameters.forEach((name, value) -> encoded.append(encoded.isEmpty() ? "" : "&")
                .append(escape(name))
                .append('=')
                .append(escape(value)));
        return encoded.toString();
    }

    /** Percent-encoding with {@code %20} for a blank: browsers do not read {@code +} in a fragment as a blank. */
    public static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Names only: values may be secrets. */
    @Override
    public String toString() {
        return "Form" + fields.stream().map(Map.Entry::getKey).toList();
    }

    /** A body or query that cannot be read as a form; the message never repeats what was sent. */
    public static final class MalformedForm extends RuntimeException {
        MalformedForm(String reason) {
            super("malformed form: " + reason);
        }
    }
}
