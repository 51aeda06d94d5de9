package dev.onbehalf.web.page;

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

/** The languages this application speaks, and how numbers and times look in them. */
public enum Language {
    ENGLISH(Locale.ENGLISH, Locale.of("en", "IE"), "d MMM yyyy, HH:mm 'UTC'", "English"),
    JAPANESE(Locale.JAPANESE, Locale.JAPAN, "yyyy年M月d日 HH:mm 'UTC'", "日本語");

    private final Locale locale;
    /** Amounts are in euro: Ireland writes them the English way (€1,234.50). */
    private final Locale numbers;

    private final DateTimeFormatter dateTime;
    private final String ownName;

    Language(Locale locale, Locale numbers, String dateTime, String ownName) {
        this.locale = locale;
        this.numbers = numbers;
        this.dateTime = DateTimeFormatter.ofPattern(dateTime, locale).withZone(ZoneOffset.UTC);
        this.ownName = ownName;
    }

    /** The language of this tag ({@code en}, {@code ja}). */
    public static Optional<Language> of(String tag) {
        return Stream.of(values())
                .filter(language -> language.tag().equals(tag))
                .findFirst();
    }

    /** The best language for an Accept-Language header (RFC 9110 §12.5.4); English where nothing fits. */
    public static Language accepted(String header) {
        if (header == null || header.isBlank()) {
            return ENGLISH;
        }
        try {
            List<String> tags = Stream.of(values()).map(Language::tag).toList();
            return Optional.ofNullable(Locale.lookupTag(LanguageRange.parse(header), tags))
                    .flatMap(Language::of)
                    .orElse(ENGLISH);
        } catch (IllegalArgumentException malformed) {
            return ENGLISH;
        }
    }

    public String tag() {
        return locale.getLanguage();
    }

    public Locale locale() {
        return locale;
    }

    /** What its own speakers call it. */
    public String ownName() {
        return ownName;
    }

    public String money(BigDecimal amount, String currency) {
        NumberFormat format = NumberFormat.getCurrencyInstance(numbers);
        format.setCurrency(Currency.getInstance(currency));
        format.setMinimumFractionDigits(2);
        return format.format(amount);
    }

    public String number(long number) {
        return NumberFormat.getIntegerInstance(numbers).format(number);
    }

    /** Date and time in UTC: the browser's script rewrites it for the reader's own zone. */
    public String dateTime(Instant instant) {
        return dateTime.format(instant);
    }

    /** The bundle in this language, for texts that Java has to choose. */
    public <T> T texts(Class<T> bundle) {
        return this == ENGLISH ? MessageBundles.get(bundle) : MessageBundles.get(bundle, Localized.Literal.of(tag()));
    }
}
