package dev.onbehalf.tenant.chat;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody wants to buy, as far as they said it.
 *
 * @param unitPrice in EUR, null when it was not said
 */
record Purchase(String item, int quantity, Double unitPrice) {
    private static final int MOST = 999;
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("a", 1),
            Map.entry("an", 1),
            Map.entry("one", 1),
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("ten", 10),
            Map.entry("一", 1),
            Map.entry("二", 2),
            Map.entry("三", 3),
            Map.entry("四", 4),
            Map.entry("五", 5),
            Map.entry("十", 10),
            Map.entry("ひと", 1),
            Map.entry("ふた", 2));
    private static final Pattern PRICE = Pattern.compile(
            "(?:\\bat\\b|\\bfor\\b|@|単価|1個|一つ)?\\s*(?:EUR|€)?\\s*(?<price>\\d{1,5}(?:\\.\\d{1,2})?)\\s*(?:EUR\\b|euros?\\b|€|ユーロ)(?:\\s*(?:each|で))?"
                    + "|(?:\\bat\\b|@|€)\\s*€?(?<bare>\\d{1,5}(?:\\.\\d{1,2})?)(?:\\s*each)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern COUNTER =
            Pattern.compile("(?<count>\\d{1,3}|[一二三四五十]|ひと|ふた)\\s*(?:個|台|本|冊|脚|枚|つ|点|箱|袋|セット|杯)(?:を|、|ください)?");
    private static final Pattern ENGLISH = Pattern.compile(
            "(?:order|buy|purchase|place an order for)\\s+(?:me\\s+|us\\s+)?(?:(?<count>\\d{1,3}|a|an|one|two|three|four|five|ten)\\s+)?"
                    + "(?:x\\s+|pieces? of\\s+|units? of\\s+)?(?:the\\s+)?(?<item>.+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern JAPANESE = Pattern.compile("^(?<item>.+?)(?:を|の)?\\s*(?:、)?\\s*(?:注文|購入|発注|買)");

    /** @param said in normal form: full-width digits are plain ones */
    static Purchase in(String said) {
        Double price = null;
        String rest = said;
        Matcher priced = PRICE.matcher(rest);
        if (priced.find()) {
            String text = priced.group("price") != null ? priced.group("price") : priced.group("bare");
            price = Double.valueOf(text);
            rest = rest.substring(0, priced.start()) + " " + rest.substring(priced.end());
        }
        return Japanese.isIn(said) ? japanese(rest, price) : english(rest, price);
    }

    private static Purchase english(String rest, Double price) {
        Matcher order = ENGLISH.matcher(rest);
        if (!order.find()) {
            return new Purchase(tidied(rest), 1, price);
        }
        return new Purchase(tidied(order.group("item")), number(order.group("count")), price);
    }

    private static Purchase japanese(String text, Double price) {
        int quantity = 1;
        String rest = text;
        Matcher counted = COUNTER.matcher(rest);
        if (counted.find()) {
            quantity = number(counted.group("count"));
            rest = rest.substring(0, counted.start()) + rest.substring(counted.end());
        }
        Matcher order = JAPANESE.matcher(rest.strip());
        return new Purchase(tidied(order.find() ? order.group("item") : rest), quantity, price);
    }

    private static int number(String text) {
        if (text == null) {
            return 1;
        }
        int number = text.matches("\\d+")
                ? Integer.parseInt(text)
                : NUMBERS.getOrDefault(text.toLowerCase(java.util.Locale.ROOT), 1);
        return Math.clamp(number, 1, MOST);
    }

    private static String tidied(String text) {
        String item = text.strip()
                .replaceAll("(?i)\\s+(?:please|each|for me)\\b.*$", "")
                .replaceAll("[.!?。！？、,]+$", "")
                .replaceAll("[をの]\\s*$", "")
                .strip();
        return item.length() > 120 ? item.substring(0, 120) : item;
    }
}
