package dev.onbehalf.doctor;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keeps secrets out of the report wherever they were put: also in a setting that is for an id, which is a usual mistake. */
final class Redaction implements UnaryOperator<String> {

    private static final Pattern PUBLIC = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
            + "|[a-z0-9-]+(\\.[a-z0-9-]+)+|common|organizations|consumers");
    /** Shorter ones protect nothing, and may be words of the report. */
    private static final int SHORTEST = 10;

    private final List<String> hidden;

    Redaction(Stream<Settings> all) {
        hidden = all.flatMap(settings -> Stream.of(
                                Settings.WEB_CLIENT_SECRET,
                                Settings.API_CLIENT_SECRET,
                                Settings.STATE_SECRET,
                                Settings.SESSION_KEYS,
                                Settings.SHARED_TOKENS_KEYS,
                                Settings.SHARED_TOKENS_LOOKUP_KEY,
                                "entra.api-certificate.password",
                                Settings.TENANT_ID,
                                Settings.WEB_CLIENT_ID,
                                Settings.API_CLIENT_ID)
                        .flatMap(name -> settings.text(name).stream()))
                .filter(value ->
                        value.length() >= SHORTEST && !PUBLIC.matcher(value).matches())
                .distinct()
                .toList();
    }

    @Override
    public String apply(String text) {
        String shown = text;
        for (String value : hidden) {
            shown = shown.replace(value, "***");
        }
        return shown;
    }
}
