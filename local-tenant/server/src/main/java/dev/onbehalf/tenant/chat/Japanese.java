package dev.onbehalf.tenant.chat;

/** Whether an answer is to be in Japanese: the person wrote so. */
final class Japanese {
    private Japanese() {}

    static boolean isIn(String text) {
        return text.codePoints().anyMatch(c -> switch (Character.UnicodeScript.of(c)) {
            case HIRAGANA, KATAKANA, HAN -> true;
            default -> false;
        });
    }
}
