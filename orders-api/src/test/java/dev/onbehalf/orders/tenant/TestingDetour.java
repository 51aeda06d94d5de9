package dev.onbehalf.orders.tenant;

import dev.onbehalf.tenant.Entra;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A detour between the API and a local tenant: a test changes there what the API sends, as a wrong setting or a wrong
 * registration would. What comes back is the tenant's own answer.
 */
public class TestingDetour extends TestingAuthority {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Entra tenant;
    private volatile UnaryOperator<TokenRequest> change = UnaryOperator.identity();

    /** The API behind the detour. */
    public static class Taken implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(TestingDetour.class));
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    // The Dev Service decides while the application is built, before any test resource has started.
                    "entra.tenant-id", Seed.TENANT,
                    "entra.keys.refresh-at-most-every", "1s",
                    // Many tests in a row in which the tenant refuses.
                    "on-behalf-of.tenant.breaker-volume", "1000");
        }
    }

    /** What the API asks, on its way to the tenant. */
    public record TokenRequest(String tenantSegment, Map<String, String> form) {

        public TokenRequest at(String otherSegment) {
            return new TokenRequest(otherSegment, form);
        }

        /** @param value null takes the parameter away */
        public TokenRequest with(String name, String value) {
            Map<String, String> changed = new LinkedHashMap<>(form);
            if (value == null) {
                changed.remove(name);
            } else {
                changed.put(name, value);
            }
            return new TokenRequest(tenantSegment, changed);
        }

        String body() {
            return form.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
        }
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(super.start());
        tenant = Entra.start();
        settings.put("entra.authority-host", tenant.http().toString());
        settings.put("entra.sts-host", tenant.http() + "/sts");
        settings.put("entra.tenant-id", Seed.TENANT);
        settings.put("entra.api-client-secret", "local-tenant-api-secret");
        settings.put("graph.url", tenant.graph().toString());
        answer("/" + Seed.TENANT + "/oauth2/v2.0/token", this::forward);
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(TestingDetour.class));
    }

    @Override
    public void stop() {
        super.stop();
        tenant.close();
    }

    public Entra tenant() {
        return tenant;
    }

    /** Until {@link #straightOn()}. */
    public void changes(UnaryOperator<TokenRequest> change) {
        this.change = change;
    }

    /** Everything as it should be. */
    public void straightOn() {
        change = UnaryOperator.identity();
        tenant.reset();
    }

    /** An access token of web-frontend's for this API, as the tenant signs it. */
    public String tokenOf(Claims claims) {
        return tenant.forge().forge(Map.of(), claims.asMap(), dev.onbehalf.tenant.admin.TokenForge.Signature.VALID);
    }

    @Override
    public Claims claims(String oid) {
        return Claims.ofUser(tenant.http().toString(), Seed.TENANT, oid);
    }

    /** Asks the tenant for a token, past the API. */
    public String ask(TokenRequest request) {
        return send(request, Map.of()).body();
    }

    public void admin(String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(tenant.admin() + path))
                .header("X-Local-Tenant", "admin")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = sent(request);
        if (answer.statusCode() >= 300) {
            throw new AssertionError(answer.body());
        }
    }

    private Answer forward(Asked asked) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : asked.body().split("&")) {
            int equals = pair.indexOf('=');
            form.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return send(
                change.apply(new TokenRequest(asked.path().split("/")[1], form)),
                Map.of("client-request-id", asked.header("client-request-id")));
    }

    private Answer send(TokenRequest asked, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(tenant.http() + "/" + asked.tenantSegment() + "/oauth2/v2.0/token"))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(asked.body()));
        headers.forEach(request::setHeader);
        HttpResponse<String> answer = sent(request.build());
        Map<String, String> passedOn = new HashMap<>();
        for (String name : List.of("Content-Type", "Retry-After")) {
            answer.headers().firstValue(name).ifPresent(value -> passedOn.put(name, value));
        }
        return new Answer(answer.statusCode(), passedOn, answer.body());
    }

    private HttpResponse<String> sent(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
