package dev.onbehalf.web.api;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of a {@code Bearer} challenge in {@code WWW-Authenticate} (RFC 9110 §11.6.1, RFC 6750 §3), by lower-case name.
 */
record BearerChallenge(Map<String, String> parameters) {

    private static final int LONGEST_HEADER = 8192;
    // It travels on in an address.
    private static final int LONGEST_CLAIMS = 3072;
    private static final Pattern SCOPE = Pattern.compile("(https://|api://)[A-Za-z0-9._~:/-]{3,400}");
    private static final Pattern SCHEME = Pattern.compile("(?i)(?:^|,)\\s*Bearer(?:\\s+|$)");
    // A quoted value may hold anything, so it is read before a comma can end the parameter.
    private static final Pattern PARAMETER = Pattern.compile(
            "\\G\\s*,?\\s*([A-Za-z0-9_-]+)\\s*=\\s*(?:\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|([^\\s,\"]+))");

    static Optional<BearerChallenge> in(List<String> headers) {
        return headers.stream()
                .filter(header -> header.length() <= LONGEST_HEADER)
                .flatMap(header -> parse(header).stream())
                .findFirst();
    }

    // The word may stand in a quoted text of another scheme: there no parameter follows.
    private static Optional<BearerChallenge> parse(String header) {
        Matcher scheme = SCHEME.matcher(header);
        while (scheme.find()) {
            Map<String, String> parameters = parameters(header, scheme.end());
            if (!parameters.isEmpty()) {
                return Optional.of(new BearerChallenge(parameters));
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> parameters(String header, int start) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(header).region(start, header.length());
        while (parameter.find()) {
            String value = parameter.group(2) == null
                    ? parameter.group(3)
                    : parameter.group(2).replaceAll("\\\\(.)", "$1");
            parameters.putIfAbsent(parameter.group(1).toLowerCase(Locale.ROOT), value);
        }
        return parameters;
    }

    /**
     * What it asks for, if a person can give it. Missing consent is told by its error whether an API calls it 401 or 403; claims are
     * a challenge with 401 only.
     */
    Optional<Wanted> wanted(int status) {
        return switch (parameters.getOrDefault("error", "")) {
            case "insufficient_claims" -> status == 401 ? claims() : Optional.empty();
            case "consent_required" -> status == 401 || status == 403 ? consentNamed() : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<Wanted> claims() {
        String encoded = parameters.getOrDefault("claims", "").replace('-', '+').replace('_', '/');
        try {
            String json = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            String compact = new JsonObject(json).encode();
            return compact.length() <= LONGEST_CLAIMS ? Optional.of(new Wanted.Claims(compact)) : Optional.empty();
        } catch (RuntimeException noClaims) {
            return Optional.empty();
        }
    }

    Optional<Wanted> consentNamed() {
        return consent(parameters.get("scope"));
    }

    /** Only one scope that names its resource can be asked for. */
    static Optional<Wanted> consent(String scope) {
        return scope != null && SCOPE.matcher(scope.strip()).matches()
                ? Optional.of(new Wanted.Consent(scope.strip()))
                : Optional.empty();
    }
}
