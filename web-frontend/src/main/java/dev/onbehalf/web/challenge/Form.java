package dev.onbehalf.web.challenge;

import dev.onbehalf.web.signin.FormOwner;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;

/** A form as it was sent: where to, and its fields in their order. What proves that a page of ours sent it, and whose, is not kept. */
record Form(String action, List<Field> fields) {

    static final String CSRF = "csrf-token";

    /** Names the detour that a confirmed form ends. */
    static final String DETOUR = "detour";

    private static final Set<String> OURS = Set.of(CSRF, DETOUR, FormOwner.FIELD);

    // Made by machines for machines.
    private static final Set<String> UNREADABLE = Set.of("key", "session");

    private static final int LONGEST = 16 * 1024;

    record Field(String name, String value) {}

    /** The form of the request in hand; empty where there is none, or it is larger than any form of ours. */
    static Optional<Form> of(String path) {
        ResteasyReactiveRequestContext request = CurrentRequestManager.get();
        FormData sent = request == null ? null : request.getFormData();
        if (sent == null) {
            return Optional.empty();
        }
        return of(path, StreamSupport.stream(sent.spliterator(), false).flatMap(name -> sent.get(name).stream()
                .filter(value -> !value.isFileItem())
                .map(value -> new Field(name, value.getValue()))));
    }

    /** The form with these fields, by their names. */
    static Optional<Form> of(String path, Map<String, List<String>> sent) {
        return of(path, sent.entrySet().stream().flatMap(named -> named.getValue().stream()
                .map(value -> new Field(named.getKey(), value))));
    }

    private static Optional<Form> of(String path, Stream<Field> sent) {
        List<Field> fields = sent.filter(field -> !OURS.contains(field.name()))
                .map(field -> new Field(field.name(), lines(field.value())))
                .toList();
        int length = fields.stream()
                .mapToInt(field -> field.name().length() + field.value().length())
                .sum();
        return length > LONGEST ? Optional.empty() : Optional.of(new Form(path, fields));
    }

    // Browsers send CRLF whatever the page had (HTML, 4.10.22.7).
    private static String lines(String value) {
        return value.replace("\r\n", "\n");
    }

    static Optional<String> detour() {
        ResteasyReactiveRequestContext request = CurrentRequestManager.get();
        FormData sent = request == null ? null : request.getFormData();
        return sent == null || sent.getFirst(DETOUR) == null
                ? Optional.empty()
                : Optional.of(sent.getFirst(DETOUR).getValue());
    }

    /** What tells a person what the form is about. */
    public List<Field> facts() {
        return fields.stream()
                .filter(field ->
                        !UNREADABLE.contains(field.name()) && !field.value().isEmpty())
                .toList();
    }

    JsonObject json() {
        JsonArray all = new JsonArray();
        fields.forEach(field -> all.add(new JsonArray().add(field.name()).add(field.value())));
        return new JsonObject().put("action", action).put("fields", all);
    }

    static Form of(JsonObject json) {
        List<Field> fields = json.getJsonArray("fields").stream()
                .map(JsonArray.class::cast)
                .map(pair -> new Field(pair.getString(0), pair.getString(1)))
                .toList();
        return new Form(json.getString("action"), fields);
    }

    @Override
    public String toString() {
        return "Form[" + action + ", ***]";
    }
}
