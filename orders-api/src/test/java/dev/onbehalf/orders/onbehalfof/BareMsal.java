package dev.onbehalf.orders.onbehalfof;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import com.microsoft.aad.msal4j.OnBehalfOfParameters;
import com.microsoft.aad.msal4j.UserAssertion;
import dev.onbehalf.orders.access.Caller.SignedInUser;
import java.net.MalformedURLException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** MSAL4J as its documentation uses it: one application, its own cache, and a tenant that answers at once. */
final class BareMsal implements AutoCloseable {

    static final AtomicInteger REQUESTS = new AtomicInteger();

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final ConfidentialClientApplication application;

    BareMsal(long millisToAnswer) {
        try {
            application = ConfidentialClientApplication.builder(
                            "orders-api", ClientCredentialFactory.createFromSecret("a secret"))
                    .authority("https://login.microsoftonline.com/" + TestingReplica.TENANT + "/")
                    .instanceDiscovery(false)
                    .httpClient(answering(millisToAnswer))
                    .executorService(executor)
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    String exchange(SignedInUser user) {
        return acquire(user, false);
    }

    /** Without the look into the cache, which would take hours in all. */
    void fill(SignedInUser user) {
        acquire(user, true);
    }

    private String acquire(SignedInUser user, boolean skipCache) {
        return application
                .acquireToken(
                        OnBehalfOfParameters.builder(TestingReplica.GRAPH.scopes(), new UserAssertion(user.assertion()))
                                .skipCache(skipCache)
                                .build())
                .join()
                .accessToken();
    }

    /** A new account and a new token of 8 KiB each time. */
    static IHttpClient answering(long millis) {
        return request -> {
            REQUESTS.incrementAndGet();
            if (millis > 0) {
                Thread.sleep(millis);
            }
            return new Granted(request);
        };
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private record Granted(HttpRequest request) implements IHttpResponse {

        @Override
        public int statusCode() {
            return 200;
        }

        @Override
        public Map<String, List<String>> headers() {
            return Map.of("Content-Type", List.of("application/json"));
        }

        /** With an id token, without which MSAL4J takes all users for one. */
        @Override
        public String body() {
            String uid = UUID.randomUUID().toString();
            return "{\"token_type\":\"Bearer\",\"scope\":\"https://graph.microsoft.com/User.Read\",\"expires_in\":3600,"
                    + "\"ext_expires_in\":3600,\"client_info\":\""
                    + encoded("{\"uid\":\"" + uid + "\",\"utid\":\"" + TestingReplica.TENANT + "\"}")
                    + "\",\"id_token\":\"" + encoded("{\"alg\":\"RS256\"}") + "."
                    + encoded("{\"oid\":\"" + uid + "\",\"tid\":\"" + TestingReplica.TENANT + "\",\"sub\":\"" + uid
                            + "\",\"preferred_username\":\"" + uid + "\"}")
                    + ".x\",\"access_token\":\"" + ExchangeBenchmark.token() + "\"}";
        }

        private static String encoded(String json) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        }
    }
}
