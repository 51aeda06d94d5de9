package dev.onbehalf.stack;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.auth.AuthChallenge;
import org.apache.hc.client5.http.auth.ChallengeType;
import org.apache.hc.client5.http.impl.auth.AuthChallengeParser;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.message.ParserCursor;

/** {@code WWW-Authenticate} as Apache's HTTP client understands it (RFC 9110 §11.6.1). */
final class AuthChallenges {

    private AuthChallenges() {}

    static List<AuthChallenge> of(Wire.Exchange exchange) {
        String header = exchange.header("WWW-Authenticate");
        try {
            return AuthChallengeParser.INSTANCE.parse(
                    ChallengeType.TARGET, header, new ParserCursor(0, header.length()));
        } catch (ParseException e) {
            throw new AssertionError(exchange + " has a header that cannot be parsed: " + header, e);
        }
    }

    /** The parameters of the only challenge in the answer. */
    static Map<String, String> parametersOf(Wire.Exchange exchange) {
        List<AuthChallenge> all = of(exchange);
        if (all.size() != 1 || !all.getFirst().getSchemeName().equalsIgnoreCase("Bearer")) {
            throw new AssertionError(exchange + " is not one Bearer challenge: " + all);
        }
        Map<String, String> parameters = new HashMap<>();
        for (NameValuePair parameter : all.getFirst().getParams()) {
            if (parameters.put(parameter.getName(), parameter.getValue()) != null) {
                throw new AssertionError(parameter.getName() + " is there twice");
            }
        }
        return parameters;
    }

    /** The claims that the challenge demands, as JSON. */
    static String claimsOf(Wire.Exchange exchange) {
        return new String(Base64.getDecoder().decode(parametersOf(exchange).get("claims")), StandardCharsets.UTF_8);
    }
}
