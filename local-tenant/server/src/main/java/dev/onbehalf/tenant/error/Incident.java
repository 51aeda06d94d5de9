package dev.onbehalf.tenant.error;

import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Form;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One refusal as it happened: with trace id, correlation id and time, ready to be written in each of its forms. */
public record Incident(EntraError error, String traceId, String correlationId, Instant at, String authority) {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    /** Notes the refusal in the call's audit entry, too. */
    public static Incident of(EntraError error, Call call, Clock clock, String authority) {
        call.notes().error = error.error();
        call.notes().aadsts = error.code().number();
        return new Incident(error, UUID.randomUUID().toString(), correlationId(call), clock.instant(), authority);
    }

    /** The caller's {@code client-request-id} (header, or parameter as MSAL for Node sends it), else a new one. */
    public static String correlationId(Call call) {
        return call.header("client-request-id")
                .or(() -> inParameters(call))
                .flatMap(Incident::guid)
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    private static Optional<String> inParameters(Call call) {
        try {
            return call.query().value("client-request-id").or(() -> call.form().value("client-request-id"));
        } catch (Form.MalformedForm malformed) {
            return Optional.empty();
        }
    }

    private static Optional<String> guid(String text) {
        try {
            return Optional.of(UUID.fromString(text).toString());
        } catch (IllegalArgumentException strangeId) {
            return Optional.empty();
        }
    }

    public int number() {
        return error.code().number();
    }

    public String timestamp() {
        return TIMESTAMP.format(at);
    }

    public String description() {
        return "AADSTS%d: %s Trace ID: %s Correlation ID: %s Timestamp: %s"
                .formatted(number(), error.getMessage(), traceId, correlationId, timestamp());
    }

    public String errorUri() {
        return authority + "/error?code=" + number();
    }

    /** The body of a refused token request; the order of its members is Entra's. */
    public Map<String, Object> asJson() {
        var body = new LinkedHashMap<String, Object>();
        body.put("error", error.error());
        body.put("error_description", description());
        body.put("error_codes", new int[] {number()});
        body.put("timestamp", timestamp());
        body.put("trace_id", traceId);
        body.put("correlation_id", correlationId);
        body.put("error_uri", errorUri());
        if (error.suberror() != null) {
            body.put("suberror", error.suberror());
        }
        if (error.claims() != null) {
            body.put("claims", error.claims());
        }
        return body;
    }

    /** The parameters of a refused authorize request; {@code state} is added by the caller. */
    public Map<String, String> asParameters() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("error", error.error());
        parameters.put("error_description", description());
        parameters.put("error_uri", errorUri());
        if (error.suberror() != null) {
            parameters.put("suberror", error.suberror());
        }
        if (error.code() == Aadsts.CONSENT_DECLINED) {
            parameters.put("error_subcode", "cancel");
        }
        if (error.claims() != null) {
            parameters.put("claims", error.claims());
        }
        return parameters;
    }
}
