package dev.onbehalf.orders.order;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.stream.Stream;

/** The languages of receipts, and how amounts and times look in them. */
enum Language {
    ENGLISH(Locale.ENGLISH, Locale.of("en", "IE"), "d MMMM yyyy, HH:mm 'UTC'"),
    JAPANESE(Locale.JAPANESE, Locale.JAPAN, "yyyy年M月d日 HH:mm 'UTC'");

    private final Locale locale;
    /** Amounts are in euro: Ireland writes them the English way (€1,234.50). */
    private final Locale numbers;

    private final DateTimeFormatter dateTime;

    Language(Locale locale, Locale numbers, String dateTime) {
        this.locale = locale;
        this.numbers = numbers;
        this.dateTime = DateTimeFormatter.ofPattern(dateTime, locale).withZone(ZoneOffset.UTC);
    }

    /** The best language for an Accept-Language header or a language tag; empty when none fits, or nothing is said. */
    static Optional<Language> accepted(String languages) {
        if (languages == null || languages.isBlank()) {
            return Optional.empty();
        }
        try {
            List<String> tags = Stream.of(values()).map(Language::tag).toList();
            return Optional.ofNullable(Locale.lookupTag(LanguageRange.parse(languages), tags))
                    .flatMap(tag -> Stream.of(values())
                            .filter(language -> language.tag().equals(tag))
                            .findFirst());
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    String tag() {
        return locale.getLanguage();
    }

    Locale locale() {
        return locale;
    }

    String money(BigDecimal amount, String currency) {
        NumberFormat format = NumberFormat.getCurrencyInstance(numbers);
        format.setCurrency(Currency.getInstance(currency));
        format.setMinimumFractionDigits(2);
        return format.format(amount);
    }

    String dateTime(Instant instant) {
        return dateTime.format(instant);
    }

    ReceiptText texts() {
        return this == ENGLISH
                ? MessageBundles.get(ReceiptText.class)
                : MessageBundles.get(ReceiptText.class, Localized.Literal.of(tag()));
    }
}
