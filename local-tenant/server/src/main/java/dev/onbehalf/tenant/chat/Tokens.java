package dev.onbehalf.tenant.chat;

/** Counts tokens about as models do: four Latin characters or one of other scripts. */
final class Tokens {
    private Tokens() {}

    static int of(String text) {
        long latin = text.chars().filter(c -> c < 0x250).count();
        return (int) ((latin + 3) / 4 + (text.length() - latin));
    }
}
