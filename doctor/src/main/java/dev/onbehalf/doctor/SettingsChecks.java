package dev.onbehalf.doctor;

import dev.onbehalf.doctor.Finding.Broken;
import dev.onbehalf.doctor.Finding.Fine;
import dev.onbehalf.sealing.SealingKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the settings of one application tell by themselves. */
final class SettingsChecks {

    private static final Pattern GUID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern PLACEHOLDER = Pattern.compile("(?i)(not-set|change-?me|todo|tbd|none|null|secret"
            + "|password|x{3,}|.*<.*>.*|.*\\$\\{.*|.*\\byour[-_ ].*|.*example\\.(com|org)|0{8}(-0{4}){3}-0{12}"
            + "|1{8}(-1{4}){3}-1{12})");
    /** The local tenant's seed, which anybody can read in this repository. */
    private static final Pattern SEED = Pattern.compile(
            "(?i)local-tenant-.*-secret|only-the-local-tenant-.*"
                    + "|(c0ffee00|fab00000|[1-5]{8})-0000-4000-8000-0{11}[1-9]|([1-5])\\2{7}-\\2{4}-4\\2{3}-8\\2{3}-0{11}[1-9]");

    private static final int LEAST_STATE_SECRET = 32;

    private final Settings settings;

    SettingsChecks(Settings settings) {
        this.settings = settings;
    }

    List<Finding> ofWebFrontend() {
        List<String> required = new ArrayList<>(List.of(
                Settings.TENANT_ID,
                Settings.WEB_CLIENT_ID,
                Settings.WEB_CLIENT_SECRET,
                Settings.API_CLIENT_ID,
                Settings.STATE_SECRET,
                Settings.ORDERS_API_URL));
        if (settings.text("session.store").filter("redis"::equals).isPresent()) {
            required.add(Settings.SESSION_KEYS);
        }
        List<Finding> findings = common(required);
        sealingKeys(Settings.SESSION_KEYS).ifPresent(findings::add);
        if (!settings.webClientId().isEmpty() && settings.webClientId().equals(settings.apiClientId())) {
            findings.add(
                    new Broken(
                            "registrations",
                            "web-frontend and orders-api have the same client id",
                            "They are two registrations: ENTRA_WEB_CLIENT_ID is web-frontend's, ENTRA_API_CLIENT_ID is orders-api's."));
        }
        settings.text(Settings.STATE_SECRET)
                .filter(secret -> secret.length() < LEAST_STATE_SECRET)
                .ifPresent(
                        tooShort -> findings.add(
                                new Broken(
                                        "state secret",
                                        "sign-in.state-secret has " + tooShort.length() + " characters",
                                        "Set SIGN_IN_STATE_SECRET to at least 32 (openssl rand -base64 32), the same on all replicas.")));
        return orFine(findings, required);
    }

    List<Finding> ofOrdersApi() {
        List<String> required =
                new ArrayList<>(List.of(Settings.TENANT_ID, Settings.API_CLIENT_ID, Settings.WEB_CLIENT_ID));
        if (settings.credentialKind().equals("secret")) {
            required.add(Settings.API_CLIENT_SECRET);
        }
        if (settings.text(Settings.SHARE_TOKENS).filter("true"::equals).isPresent()) {
            required.addAll(List.of(Settings.SHARED_TOKENS_KEYS, Settings.SHARED_TOKENS_LOOKUP_KEY));
        }
        List<Finding> findings = common(required);
        sealingKeys(Settings.SHARED_TOKENS_KEYS).ifPresent(findings::add);
        settings.text(Settings.SHARED_TOKENS_LOOKUP_KEY)
                .flatMap(key -> noKey(
                        () -> SealingKeys.bytesOf(Settings.SHARED_TOKENS_LOOKUP_KEY, key),
                        "Set " + Settings.variable(Settings.SHARED_TOKENS_LOOKUP_KEY)
                                + " to 32 random bytes (openssl rand -base64 32), the same on all replicas."))
                .ifPresent(findings::add);
        return orFine(findings, required);
    }

    private Optional<Finding> sealingKeys(String setting) {
        List<String> keys = settings.list(setting);
        return keys.isEmpty()
                ? Optional.empty()
                : noKey(
                        () -> new SealingKeys(setting, keys),
                        "Each entry of " + Settings.variable(setting)
                                + " is a name of your choice, a colon and 32 random"
                                + " bytes (openssl rand -base64 32); the first one encrypts. The same on all replicas.");
    }

    private static Optional<Finding> noKey(Runnable reading, String remedy) {
        try {
            reading.run();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(new Broken("keys", e.getMessage(), remedy));
        }
    }

    private List<Finding> common(List<String> required) {
        List<Finding> findings = new ArrayList<>();
        missing(required).ifPresent(findings::add);
        blanks(required).ifPresent(findings::add);
        placeholders(required).ifPresent(findings::add);
        seed(required).ifPresent(findings::add);
        for (String id : List.of(Settings.WEB_CLIENT_ID, Settings.API_CLIENT_ID)) {
            settings.text(id)
                    .filter(value -> !GUID.matcher(value).matches() && !isPlaceholder(value))
                    .ifPresent(value -> findings.add(new Broken(
                            "client id",
                            id + " is no GUID",
                            "Set " + Settings.variable(id) + " to App registrations → … → Application (client) ID.")));
        }
        for (String secret : List.of(Settings.WEB_CLIENT_SECRET, Settings.API_CLIENT_SECRET)) {
            settings.text(secret)
                    .filter(value ->
                            required.contains(secret) && GUID.matcher(value).matches())
                    .ifPresent(value -> findings.add(new Broken(
                            "secret",
                            secret + " looks like the ID of a secret, not its value",
                            "Set " + Settings.variable(secret) + " to the column Value; it is shown once, so make a new"
                                    + " secret if it is gone.")));
        }
        return findings;
    }

    private Optional<Finding> missing(List<String> required) {
        List<String> missing = required.stream()
                .filter(name -> settings.text(name).isEmpty())
                .map(Settings::variable)
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Broken(
                        "settings",
                        "not set: " + String.join(", ", missing),
                        "docs/entra-setup.md tells where each is found; setup/entra-setup.sh prints the ids."));
    }

    private Optional<Finding> blanks(List<String> names) {
        List<String> found = names.stream()
                .filter(settings::hasBlanksAround)
                .map(Settings::variable)
                .toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Broken(
                        "blanks",
                        "a blank or a line end around the value of " + String.join(", ", found),
                        "Take it off; with kubectl create secret use --from-literal, or a file written by printf."));
    }

    private Optional<Finding> placeholders(List<String> names) {
        List<String> found = names.stream()
                .filter(name -> settings.text(name).filter(this::isPlaceholder).isPresent())
                .map(Settings::variable)
                .toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Broken(
                        "placeholders",
                        "still what an example says: " + String.join(", ", found),
                        "Put the tenant's own values there (docs/entra-setup.md)."));
    }

    private boolean isPlaceholder(String value) {
        return PLACEHOLDER.matcher(value).matches();
    }

    /** Seed values where they must not be: at one of Microsoft's clouds. */
    private Optional<Finding> seed(List<String> names) {
        if (!Clouds.isMicrosofts(settings.authorityHost())) {
            return Optional.empty();
        }
        List<String> found = names.stream()
                .filter(name -> settings.text(name)
                        .filter(value -> SEED.matcher(value).matches())
                        .isPresent())
                .map(Settings::variable)
                .toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Broken(
                        "local values",
                        "of the local tenant's seed, which is public: " + String.join(", ", found),
                        "Put the real tenant's own values there (docs/entra-setup.md)."));
    }

    private static List<Finding> orFine(List<Finding> findings, List<String> required) {
        return findings.isEmpty()
                ? List.of(new Fine(
                        "settings",
                        "all %d that are needed are set, none with a placeholder".formatted(required.size())))
                : findings;
    }
}
