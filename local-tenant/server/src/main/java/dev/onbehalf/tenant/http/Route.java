package dev.onbehalf.tenant.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One line of the table of contents.
 *
 * @param pattern a path whose <code>{name}</code> segments match anything but the empty text
 * @param target what the audit and the faults call this endpoint
 */
public record Route(Set<String> methods, String pattern, String target, Endpoint endpoint, String[] segments) {

    public static Route get(String pattern, String target, Endpoint endpoint) {
        return of(Set.of("GET", "HEAD"), pattern, target, endpoint);
    }

    public static Route post(String pattern, String target, Endpoint endpoint) {
        return of(Set.of("POST"), pattern, target, endpoint);
    }

    public static Route getOrPost(String pattern, String target, Endpoint endpoint) {
        return of(Set.of("GET", "HEAD", "POST"), pattern, target, endpoint);
    }

    public static Route of(Set<String> methods, String pattern, String target, Endpoint endpoint) {
        return new Route(methods, pattern, target, endpoint, pattern.split("/", -1));
    }

    Optional<Map<String, String>> match(String[] path) {
        if (path.length != segments.length) {
            return Optional.empty();
        }
        Map<String, String> variables = null;
        for (int i = 0; i < path.length; i++) {
            String segment = segments[i];
            if (segment.startsWith("{") && !path[i].isEmpty()) {
                variables = variables == null ? new LinkedHashMap<>() : variables;
                variables.put(segment.substring(1, segment.length() - 1), path[i]);
            } else if (!segment.equals(path[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(variables == null ? Map.of() : variables);
    }
}
