package dev.onbehalf.web.signin;

import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Browser and system, so that people recognise a session of theirs. Nothing is decided by it, and no more of the header is kept: the
 * whole of it would tell people apart.
 */
final class Device {

    // In this order: most browsers name others, too.
    private static final Map<String, String> BROWSERS = inOrder(
            "Edg",
            "Edge",
            "OPR/",
            "Opera",
            "SamsungBrowser",
            "Samsung Internet",
            "Firefox/",
            "Firefox",
            "FxiOS",
            "Firefox",
            "CriOS",
            "Chrome",
            "Chrome/",
            "Chrome",
            "Safari/",
            "Safari");

    private static final Map<String, String> SYSTEMS = inOrder(
            "Windows",
            "Windows",
            "Android",
            "Android",
            "iPhone",
            "iOS",
            "iPad",
            "iPadOS",
            "Mac OS X",
            "macOS",
            "CrOS",
            "ChromeOS",
            "Linux",
            "Linux");

    private Device() {}

    /** For example {@code Firefox · Windows}; empty when neither is known. */
    static String of(HttpServerRequest request) {
        String agent = request.getHeader("User-Agent");
        return agent == null ? "" : of(agent);
    }

    static String of(String agent) {
        String browser = first(BROWSERS, agent);
        String system = first(SYSTEMS, agent);
        return browser.isEmpty() || system.isEmpty() ? browser + system : browser + " · " + system;
    }

    private static String first(Map<String, String> names, String agent) {
        return names.entrySet().stream()
                .filter(entry -> agent.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static Map<String, String> inOrder(String... wordsAndNames) {
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < wordsAndNames.length; i += 2) {
            names.put(wordsAndNames[i], wordsAndNames[i + 1]);
        }
        return names;
    }
}
