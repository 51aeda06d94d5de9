package dev.onbehalf.orders.onbehalfof;

import com.microsoft.aad.msal4j.HttpMethod;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
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

    private final HttpClient client;
    private final Duration timeout;

    MsalHttp(HttpClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    @Override
    public IHttpResponse send(HttpRequest request) throws IOException, InterruptedException, URISyntaxException {
        HttpResponse<String> response = client.send(translated(request), BodyHandlers.ofString());
        return new Answer(response.statusCode(), headers(response), readable(response));
    }

    private java.net.http.HttpRequest translated(HttpRequest request) throws URISyntaxException {
        java.net.http.HttpRequest.Builder translated =
                java.net.http.HttpRequest.newBuilder(request.url().toURI()).timeout(timeout);
        request.headers().forEach((name, value) -> {
            if (value != null && !NOT_OURS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                translated.setHeader(name, value);
            }
        });
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
