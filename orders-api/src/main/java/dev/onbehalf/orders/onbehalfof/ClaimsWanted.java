package dev.onbehalf.orders.onbehalfof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a claims challenge: {@code WWW-Authenticate: Bearer …, error="insufficient_claims", claims="<base64>"}.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/claims-challenge">Claims challenges</a>
 */
final class ClaimsWanted {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Pattern CLAIMS = Pattern.compile("\\bclaims=\"([A-Za-z0-9+/_-]{4,8192})={0,2}\"");

    private ClaimsWanted() {}

    /** The JSON that the next sign-in must pass on; empty when nothing readable is wanted. */
    static Optional<String> in(List<String> challenges) {
        return challenges.stream()
                .filter(challenge -> challenge.contains("error=\"insufficient_claims\""))
                .flatMap(challenge -> CLAIMS.matcher(challenge).results().limit(1))
                .map(found -> decoded(found.group(1)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> decoded(String base64) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(base64.replace('+', '-').replace('/', '_'));
            String claims = new String(json, StandardCharsets.UTF_8);
            return JSON.readTree(claims).isObject() ? Optional.of(claims) : Optional.empty();
        } catch (IllegalArgumentException | JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
