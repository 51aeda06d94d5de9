package dev.onbehalf.orders.access;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An answer to its last byte. A request's own timeout ends with the headers; a body may trickle for ever. */
public final class WholeAnswer {

    private WholeAnswer() {}

    /**
     * @param limit for all of it
     * @param mostBytes of the body
     * @throws IOException when it is not there in time, longer than allowed, or cut off
     */
    public static HttpResponse<String> to(HttpRequest request, HttpClient client, Duration limit, long mostBytes)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request, info -> LimitedBody.ofText(mostBytes));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("No complete answer within " + limit);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }
}
