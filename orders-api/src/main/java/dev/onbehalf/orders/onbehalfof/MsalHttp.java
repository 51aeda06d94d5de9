package dev.onbehalf.orders.onbehalfof;

import com.microsoft.aad.msal4j.HttpMethod;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import dev.onbehalf.orders.access.WholeAnswer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What MSAL4J sends its requests with: with timeouts (its own client waits for ever), and with error bodies it can
 * read. Entra answers a 429 in plain text and its gateways answer in HTML; MSAL4J would lose status and Retry-After.
 */
final class MsalHttp implements IHttpClient {

    /** The JDK's client sets these itself and refuses to be told. */
    private static final Set<String> NOT_OURS = Set.of("connection", "content-length", "host", "expect", "upgrade");

    /** A token of a user in 200 groups is 13 KiB long; an answer of the tenant is never so large. */
    private static final int LARGEST_BODY = 256 * 1024;

    private final HttpClient client;
    private final Duration timeout;
    private final Context trace;

    MsalHttp(HttpClient client, Duration timeout) {
        this(client, timeout, Context.root());
    }

    private MsalHttp(HttpClient client, Duration timeout, Context trace) {
        this.client = client;
        this.timeout = timeout;
        this.trace = trace;
    }

    /** One that sends the trace on (W3C Trace Context). */
    MsalHttp within(Context context) {
        return new MsalHttp(client, timeout, context);
    }

    @Override
    public IHttpResponse send(HttpRequest request) throws IOException, InterruptedException, URISyntaxException {
        java.net.http.HttpRequest translated = translated(request);
        HttpResponse<String> response;
        try {
            response = sendOnce(translated);
        } catch (HttpTimeoutException slow) {
            throw slow;
        } catch (IOException hungUp) {
            // Safe to repeat: neither grant of this API uses anything up. A kept connection may have been closed
            // meanwhile.
            response = sendOnce(translated);
        }
        return new Answer(response.statusCode(), headers(response), readable(response));
    }

    private HttpResponse<String> sendOnce(java.net.http.HttpRequest request) throws IOException, InterruptedException {
        return WholeAnswer.to(request, client, timeout, LARGEST_BODY);
    }

    private java.net.http.HttpRequest translated(HttpRequest request) throws URISyntaxException {
        java.net.http.HttpRequest.Builder translated =
                java.net.http.HttpRequest.newBuilder(request.url().toURI()).timeout(timeout);
        request.headers().forEach((name, value) -> {
            if (value != null && !NOT_OURS.contains(name.toLowerCase(Locale.ROOT))) {
                translated.setHeader(name, value);
            }
        });
        W3CTraceContextPropagator.getInstance()
                .inject(trace, translated, (to, name, value) -> to.setHeader(name, value));
        return request.httpMethod() == HttpMethod.POST
                ? translated.POST(BodyPublishers.ofString(request.body())).build()
                : translated.GET().build();
    }

    private static Map<String, List<String>> headers(HttpResponse<String> response) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(response.headers().map());
        return headers;
    }

    private static String readable(HttpResponse<String> response) {
        String body = response.body();
        if (response.statusCode() == 200) {
            return body;
        }
        Optional<String> error = TenantAnswers.readableError(body);
        if (error.isPresent()) {
            return error.get();
        }
        String kind = response.statusCode() == 429 || response.statusCode() >= 500
                ? TenantAnswers.TEMPORARILY_UNAVAILABLE
                : "unreadable_answer";
        return "{\"error\":\"" + kind + "\",\"error_description\":\"The tenant answered " + response.statusCode()
                + " without an error object\"}";
    }

    private record Answer(int statusCode, Map<String, List<String>> headers, String body) implements IHttpResponse {

        /** The body of a success is a token. */
        @Override
        public String toString() {
            return "Answer[" + statusCode + "]";
        }
    }
}
