package dev.onbehalf.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document with recordings in it: each block of code below {@code <!-- wire: name -->}. What differs each time (what ends in
 * {@code …}, times, lifetimes) is not compared, nor is the order of parameters.
 */
record RecordedDocument(Path file) {

    private static final Pattern BLOCK =
            Pattern.compile("(<!-- wire: ([a-z0-9-]+) -->\\n```http\\n)(.*?)\\n?```", Pattern.DOTALL);
    private static final Pattern CLAIMS = Pattern.compile("claims=\"([A-Za-z0-9+/=]+)\"");

    /** Whether {@code -Ddocs.write=true} asks for new recordings in place of a comparison. */
    private static boolean isToBeWritten() {
        return Boolean.getBoolean("docs.write");
    }

    /** @throws AssertionError if a recording is missing in the document, or differs in more than what always does */
    void hold(Map<String, String> recorded) {
        String text = read();
        if (isToBeWritten()) {
            write(BLOCK.matcher(text)
                    .replaceAll(block -> Matcher.quoteReplacement(block.group(1)
                            + recorded.getOrDefault(block.group(2), "nothing was recorded under this name")
                            + "\n```")));
            text = read();
        }
        Map<String, List<String>> shown = new TreeMap<>();
        BLOCK.matcher(text).results().forEach(block -> shown.put(block.group(2), lasting(block.group(3))));
        Map<String, List<String>> now = new TreeMap<>();
        recorded.forEach((name, wire) -> now.put(name, lasting(wire)));
        assertThat(shown)
                .as(file + " (run this test with -Ddocs.write=true to write it anew)")
                .isEqualTo(now);
    }

    private static List<String> lasting(String wire) {
        String words = CLAIMS.matcher(wire)
                .replaceAll(claims -> Matcher.quoteReplacement("claims=\""
                        + new String(Base64.getDecoder().decode(claims.group(1)), StandardCharsets.UTF_8) + "\""))
                .replaceAll("[\\w.~+/%=-]+…", "…")
                .replaceAll("\\b\\d{10}\\b", "(seconds)")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d[T ][\\d:.]+Z?", "(time)")
                .replaceAll("(expires_in\": *)\\d+", "$1(seconds)");
        return Arrays.stream(words.split("[\\s,&?{}]+")).sorted().toList();
    }

    private String read() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
