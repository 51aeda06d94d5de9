package dev.onbehalf.tenant.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words as they are compared: lower case, full width as half width, plural as singular; Japanese, which has no blanks,
 * in runs of one script without the particles between them.
 */
final class Words {
    private static final Pattern RUN =
            Pattern.compile("[\\p{IsHan}々]+|[\\p{IsKatakana}ー]+|\\p{IsHiragana}+|[\\p{IsLatin}\\p{N}]+");
    private static final int LONGEST_PARTICLE = 2;

    private Words() {}

    static String normalized(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** The words of a text, in order. */
    static List<String> of(String text) {
        var words = new ArrayList<String>();
        Matcher runs = RUN.matcher(normalized(text));
        while (runs.find()) {
            words.add(singular(runs.group()));
        }
        boolean onlyParticles = words.stream().allMatch(Words::isParticle);
        if (!onlyParticles) {
            words.removeIf(Words::isParticle);
        }
        return words;
    }

    private static boolean isParticle(String word) {
        return word.length() <= LONGEST_PARTICLE && word.matches("\\p{IsHiragana}+");
    }

    private static String singular(String word) {
        boolean plural = word.length() > 3 && word.endsWith("s") && !word.endsWith("ss");
        return plural && word.charAt(0) < 128 ? word.substring(0, word.length() - 1) : word;
    }

    /** Whether a word of the query is in this text; Japanese words may be part of a longer one. */
    static boolean contains(String text, String word) {
        return isLatin(word) ? of(text).contains(word) : normalized(text).contains(word);
    }

    /** {@code desk*} */
    static boolean containsPrefix(String text, String prefix) {
        return isLatin(prefix)
                ? of(text).stream().anyMatch(word -> word.startsWith(prefix))
                : normalized(text).contains(prefix);
    }

    private static boolean isLatin(String word) {
        return word.matches("[\\p{IsLatin}\\p{N}]+");
    }
}
