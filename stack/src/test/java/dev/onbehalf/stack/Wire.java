package dev.onbehalf.stack;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.FormElement;

/** Plain HTTP with a memory for cookies, which follows no redirect and keeps what was said. */
final class Wire implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    // Cookies know no ports, but here each port plays a host of its own.
    private final Map<Integer, CookieManager> cookies = new HashMap<>();
    private final List<Exchange> exchanges = new ArrayList<>();

    /** @param sent the headers that were set on purpose */
    record Exchange(
            String method,
            URI uri,
            Map<String, String> sent,
            String body,
            int status,
            HttpHeaders headers,
            String answer) {

        /** The first header of this name, or nothing. */
        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /** Where it leads. */
        URI location() {
            return uri.resolve(header("Location"));
        }

        /** A form, filled in as far as the page has done it. */
        record Form(URI action, Map<String, String> fields) {}

        Form form(String selector) {
            FormElement form = Jsoup.parse(answer, uri.toString()).expectForm(selector);
            Map<String, String> fields = new LinkedHashMap<>();
            form.formData().forEach(field -> fields.put(field.key(), field.value()));
            return new Form(URI.create(form.absUrl("action")), fields);
        }

        boolean has(String selector) {
            return Jsoup.parse(answer).selectFirst(selector) != null;
        }

        @Override
        public String toString() {
            return method + " " + uri.getPath() + " -> " + status;
        }
    }

    /** @param headers names and values by turns */
    Exchange get(URI uri, String... headers) {
        return send("GET", uri, "", headers);
    }

    Exchange post(URI uri, Map<String, String> form, String... headers) {
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        List<String> all = new ArrayList<>(List.of("Content-Type", "application/x-www-form-urlencoded"));
        all.addAll(List.of(headers));
        return send("POST", uri, body, all.toArray(String[]::new));
    }

    Exchange send(String method, URI uri, String body, String... headers) {
        Map<String, String> sent = new LinkedHashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            sent.put(headers[i], headers[i + 1]);
        }
        try {
            CookieManager remembered = cookies.computeIfAbsent(uri.getPort(), port -> new CookieManager());
            remembered.get(uri, Map.of()).forEach((name, values) -> {
                if (!values.isEmpty()) {
                    sent.put(name, String.join("; ", values));
                }
            });
            HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                    .timeout(PATIENCE)
                    .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
            sent.forEach(request::header);
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            remembered.put(uri, response.headers().map());
            return keep(
                    new Exchange(method, uri, sent, body, response.statusCode(), response.headers(), response.body()));
        } catch (IOException e) {
            throw new AssertionError(method + " " + uri, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Exchange keep(Exchange exchange) {
        exchanges.add(exchange);
        return exchange;
    }

    /** All that was said, in its order. */
    List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
