package dev.onbehalf.tenant.page;

import dev.onbehalf.tenant.http.Call;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of the pages in the language of the caller: Japanese if asked for first, else English. */
public final class Texts {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Locale locale;
    private final ResourceBundle bundle;

    private Texts(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(
                "dev.onbehalf.tenant.page.texts", locale, Texts.class.getClassLoader(), NO_FALLBACK);
    }

    public static Texts of(Call call) {
        for (Locale wanted : call.languages()) {
            if (wanted.getLanguage().equals("ja")) {
                return new Texts(Locale.JAPANESE);
            }
            if (wanted.getLanguage().equals("en")) {
                break;
            }
        }
        return new Texts(Locale.ROOT);
    }

    /** The text, safe in HTML, with its placeholders filled with escaped values. */
    public String html(String key, Object... values) {
        Object[] escaped = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            escaped[i] = Html.escape(String.valueOf(values[i]));
        }
        return MessageFormat.format(bundle.getString(key), escaped);
    }

    public String language() {
        return locale.equals(Locale.JAPANESE) ? "ja" : "en";
    }
}
