package dev.onbehalf.problem;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Every type of problem by its slug, and every refusal of Entra's by its number. */
public final class Catalogue {

    private static final String FILE = "problems.properties";
    private static final String NUMBERED = "aadsts";
    private static final String PLACES = "place";
    private static final Pattern PLACE = Pattern.compile("\\{([a-z-]+)}");

    private static final Catalogue STANDARD = new Catalogue(read());

    private final Properties texts;
    private final Map<String, Explanation> problems = new TreeMap<>();
    private final Map<Integer, TenantRefusal> refusals = new TreeMap<>();

    private Catalogue(Properties texts) {
        this.texts = texts;
        for (String key : keys()) {
            if (key.startsWith(NUMBERED)) {
                int number = Integer.parseInt(key.substring(NUMBERED.length()));
                refusals.put(
                        number,
                        new TenantRefusal(
                                number,
                                required(key, "problem"),
                                explanation(key),
                                texts.getProperty(key + ".unreachable", "")));
            } else {
                problems.put(key, explanation(key));
            }
        }
    }

    /** @throws IllegalArgumentException when there is no such type */
    public static Explanation problem(String slug) {
        Explanation found = STANDARD.problems.get(slug);
        if (found == null) {
            throw new IllegalArgumentException(FILE + " does not explain " + slug);
        }
        return found;
    }

    /** All types, by their names. */
    public static Set<String> slugs() {
        return Collections.unmodifiableSet(STANDARD.problems.keySet());
    }

    /** Empty for a number that nobody has explained yet. */
    public static Optional<TenantRefusal> refusal(int number) {
        return Optional.ofNullable(STANDARD.refusals.get(number));
    }

    /** All refusals, by their numbers. */
    public static Collection<TenantRefusal> refusals() {
        return Collections.unmodifiableCollection(STANDARD.refusals.values());
    }

    private Set<String> keys() {
        return texts.stringPropertyNames().stream()
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .filter(key -> !key.equals(PLACES))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Explanation explanation(String key) {
        return new Explanation(
                required(key, "title"),
                Actor.valueOf(required(key, "actor").toUpperCase(Locale.ROOT)),
                required(key, "cause"),
                PLACE.matcher(required(key, "remedy")).replaceAll(this::place),
                texts.getProperty(key + ".command", ""));
    }

    private String place(MatchResult name) {
        return Matcher.quoteReplacement(required(PLACES, name.group(1)));
    }

    private String required(String key, String member) {
        String text = texts.getProperty(key + "." + member, "").strip();
        if (text.isEmpty()) {
            throw new IllegalStateException(FILE + " lacks " + key + "." + member);
        }
        return text;
    }

    private static Properties read() {
        Properties texts = new Properties();
        try (Reader file = new InputStreamReader(Catalogue.class.getResourceAsStream(FILE), StandardCharsets.UTF_8)) {
            texts.load(file);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
