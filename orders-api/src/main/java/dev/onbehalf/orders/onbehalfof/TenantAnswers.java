package dev.onbehalf.orders.onbehalfof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.aad.msal4j.MsalException;
import com.microsoft.aad.msal4j.MsalServiceException;
import dev.onbehalf.orders.credential.CredentialUnavailable;
import dev.onbehalf.orders.onbehalfof.Exchange.AssertionRefused;
import dev.onbehalf.orders.onbehalfof.Exchange.Challenge;
import dev.onbehalf.orders.onbehalfof.Exchange.ConsentNeeded;
import dev.onbehalf.orders.onbehalfof.Exchange.Refused;
import dev.onbehalf.orders.onbehalfof.Exchange.Unavailable;
import dev.onbehalf.orders.problem.ProblemType;
import dev.onbehalf.problem.Catalogue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Reads what MSAL4J throws. Its classes do not tell enough apart (an expired assertion is an interaction exception), so
 * the number of Entra's error decides: the catalogue says what each means for the caller.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">AADSTS error codes</a>
 */
final class TenantAnswers {

    static final String TEMPORARILY_UNAVAILABLE = "temporarily_unavailable";

    private static final Logger LOG = Logger.getLogger(TenantAnswers.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NUMBER = Pattern.compile("AADSTS(\\d{4,8})");
    private static final Duration SOON = Duration.ofSeconds(5);

    private TenantAnswers() {}

    static Exchange read(Throwable failure) {
        if (failure instanceof MsalServiceException answer) {
            return read(answer);
        }
        if (failure instanceof MsalException || failure instanceof java.io.IOException) {
            LOG.warnf("The tenant did not answer: %s", kindOf(failure));
            return new Unavailable(SOON);
        }
        throw new IllegalStateException("The exchange failed unexpectedly", failure);
    }

    /** The tenant need not be asked. */
    static Exchange withoutCredential(CredentialUnavailable reason) {
        LOG.errorf("No credential for an exchange: %s", reason.getMessage());
        return reason.isPassing() ? new Unavailable(SOON) : new Refused(ProblemType.EXCHANGE_MISCONFIGURED, null);
    }

    /**
     * An error object as MSAL4J can read it: it fails on {@code error_codes} that are no list, and drops {@code claims}
     * that are an object instead of a text. Empty when the body is no error object at all.
     */
    static Optional<String> readableError(String body) {
        try {
            if (!(JSON.readTree(body) instanceof ObjectNode error)
                    || !error.path("error").isTextual()) {
                return Optional.empty();
            }
            if (!error.path("error_codes").isArray()) {
                error.remove("error_codes");
            }
            if (error.path("claims").isObject()) {
                error.put("claims", error.get("claims").toString());
            }
            return Optional.of(error.toString());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Exchange read(MsalServiceException answer) {
        Integer number = numberIn(answer.getMessage());
        String error = String.valueOf(answer.errorCode());
        Integer status = answer.statusCode();
        LOG.infof("The tenant refused an exchange: %s AADSTS%s", error, number);
        if (error.equals(TEMPORARILY_UNAVAILABLE) || status != null && (status == 429 || status >= 500)) {
            return new Unavailable(retryAfter(answer.headers()), number);
        }
        ProblemType type = typeOf(number, error);
        boolean claims = answer.claims() != null && !answer.claims().isBlank();
        return switch (type) {
            case CONSENT_REQUIRED -> new ConsentNeeded(number);
            case TOKEN_EXPIRED -> new AssertionRefused(number);
            case EXCHANGE_UNAVAILABLE -> new Unavailable(retryAfter(answer.headers()), number);
            // What nobody can pass on to a sign-in is no challenge.
            case CHALLENGE ->
                claims ? new Challenge(answer.claims(), number) : new Refused(ProblemType.EXCHANGE_REFUSED, number);
            default -> new Refused(type, number);
        };
    }

    /** What the catalogue says about the number; without a number that it knows, the OAuth error. */
    private static ProblemType typeOf(Integer number, String error) {
        return Optional.ofNullable(number)
                .flatMap(Catalogue::refusal)
                .filter(refusal -> !refusal.isOfSignIn())
                .map(refusal -> ProblemType.of(refusal.problem()))
                .orElse(
                        error.equals("invalid_client")
                                ? ProblemType.EXCHANGE_MISCONFIGURED
                                : ProblemType.EXCHANGE_REFUSED);
    }

    private static Integer numberIn(String message) {
        Matcher number = NUMBER.matcher(message == null ? "" : message);
        return number.find() ? Integer.valueOf(number.group(1)) : null;
    }

    private static Duration retryAfter(Map<String, List<String>> headers) {
        if (headers == null) {
            return SOON;
        }
        return headers.entrySet().stream()
                .filter(header -> "Retry-After".equalsIgnoreCase(header.getKey()))
                .flatMap(header -> header.getValue().stream())
                .filter(value -> value.matches("\\d{1,5}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .findFirst()
                .orElse(SOON);
    }

    /** Its message could quote a URL or a body. */
    private static String kindOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }
}
