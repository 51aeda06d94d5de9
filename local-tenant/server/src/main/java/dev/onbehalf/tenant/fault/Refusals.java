package dev.onbehalf.tenant.fault;

import dev.onbehalf.tenant.discovery.Addresses;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.error.Incident;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Reply;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Refusals as each service words them when it is overloaded or out of order. */
final class Refusals {
    private final Addresses addresses;
    private final Clock clock;

    Refusals(Addresses addresses, Clock clock) {
        this.addresses = addresses;
        this.clock = clock;
    }

    Reply inWordsOf(String target, Fault fault, Call call) {
        int status = fault.statusOr(503);
        Reply refusal =
                switch (target) {
                    case "graph", "userinfo" -> graph(status, call);
                    case "search" -> search(status, call);
                    case "chat" -> chat(status, fault, call);
                    case "authorize", "sign-in", "logout" -> page(fault);
                    default -> entra(status, call);
                };
        return late(refusal.withStatus(status), fault);
    }

    Reply page(Fault fault) {
        int status = fault.statusOr(502);
        return late(
                Reply.html(
                        status,
                        "<!doctype html>\n<html><head><title>" + status
                                + "</title></head><body><h1>The service is unavailable.</h1></body></html>\n"),
                fault);
    }

    Reply text(Fault fault) {
        return late(Reply.text(fault.statusOr(429), "Too many requests\n"), fault);
    }

    Reply empty(Fault fault) {
        return late(Reply.of(fault.statusOr(500)), fault);
    }

    private static Reply late(Reply reply, Fault fault) {
        return fault.retryAfter() == null ? reply : reply.with("Retry-After", String.valueOf(fault.retryAfter()));
    }

    private Reply entra(int status, Call call) {
        var error = Aadsts.TRANSIENT.with();
        boolean temporary = status == 429 || status >= 500;
        var incident =
                Incident.of(temporary ? error : error.as("invalid_request"), call, clock, addresses.authority(call));
        return Reply.json(status, incident.asJson()).notStored();
    }

    private Reply graph(int status, Call call) {
        String code = status == 429 ? "TooManyRequests" : "UnknownError";
        call.notes().error = code;
        var inner = new LinkedHashMap<String, Object>();
        inner.put("date", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        inner.put("request-id", UUID.randomUUID().toString());
        inner.put("client-request-id", UUID.randomUUID().toString());
        var error = new LinkedHashMap<String, Object>();
        error.put("code", code);
        error.put("message", status == 429 ? "Too many requests." : "");
        error.put("innerError", inner);
        return Reply.json(status, Map.of("error", error))
                .with("request-id", UUID.randomUUID().toString());
    }

    private static Reply search(int status, Call call) {
        String message = status == 429
                ? "You have exceeded the number of requests allowed. Try again later."
                : "Service is temporarily unavailable.";
        call.notes().error = String.valueOf(status);
        var error = new LinkedHashMap<String, Object>();
        error.put("code", "");
        error.put("message", message);
        return Reply.json(status, Map.of("error", error));
    }

    private static Reply chat(int status, Fault fault, Call call) {
        call.notes().error = String.valueOf(status);
        var error = new LinkedHashMap<String, Object>();
        error.put("message", status == 429 ? "Rate limit is exceeded. Try again later." : "The server had an error.");
        error.put("type", status == 429 ? "requests" : "server_error");
        error.put("param", null);
        error.put("code", status == 429 ? "rate_limit_exceeded" : null);
        Reply reply = Reply.json(status, Map.of("error", error)).with("x-ratelimit-remaining-requests", "0");
        return fault.retryAfter() == null
                ? reply
                : reply.with("retry-after-ms", String.valueOf(fault.retryAfter() * 1_000L));
    }
}
