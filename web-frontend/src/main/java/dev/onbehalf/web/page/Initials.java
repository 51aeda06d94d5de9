package dev.onbehalf.web.page;

import java.lang.Character.UnicodeScript;
import java.util.Locale;

/** The one or two characters that stand for a person where there is no photo. */
public final class Initials {

    private Initials() {}

    /** First and last word's initial (Max Muster → MM); the first character alone where names start with the family (田中 太郎 → 田). */
    public static String of(String name) {
        String[] words = name.strip().split("\\s+");
        if (words[0].isEmpty()) {
            return "?";
        }
        String first = firstCharacter(words[0]);
        return words.length == 1 || !isLatin(first)
                ? first.toUpperCase(Locale.ROOT)
                : (first + firstCharacter(words[words.length - 1])).toUpperCase(Locale.ROOT);
    }

    private static String firstCharacter(String word) {
        return word.substring(0, word.offsetByCodePoints(0, 1));
    }

    private static boolean isLatin(String character) {
        return UnicodeScript.of(character.codePointAt(0)) == UnicodeScript.LATIN;
    }
}
