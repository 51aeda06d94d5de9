package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.access.Caller.SignedInUser;
import dev.onbehalf.orders.onbehalfof.Exchange.Granted;
import dev.onbehalf.sealing.SealingKeys;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The exchange of one process, without the process around it. */
final class TestingReplica implements AutoCloseable {

    static final Resource GRAPH = Resource.of("https://graph.microsoft.com/User.Read");
    static final Resource SEARCH = Resource.of("https://search.azure.com/user_impersonation");
    static final String TENANT = "7e57ab1e-0000-4000-8000-000000000007";
    private static final byte[] LOOKUP_KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    final TestingTenant tenant = new TestingTenant();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final CachedExchanges exchanges;
    private final Vertx vertx;

    private TestingReplica(Map<String, String> settings, Clock clock, String redisUrl, List<String> cipherKeys) {
        OnBehalfOfConfig config = config(settings);
        ExchangeMeters meters = new ExchangeMeters(registry);
        this.vertx = redisUrl == null ? null : Vertx.vertx();
        SharedTokens shared = redisUrl == null
                ? SharedTokens.NONE
                : new RedisTokens(
                        Redis.createClient(
                                vertx,
                                new RedisOptions()
                                        .setConnectionString(redisUrl)
                                        .setMaxPoolSize(16)
                                        .setMaxPoolWaiting(256)),
                        new SealingKeys("keys", cipherKeys),
                        config.cache().redis(),
                        clock,
                        meters);
        this.exchanges = new CachedExchanges(
                new GuardedTenant(
                        tenant, config.tenant(), meters, OpenTelemetry.noop().getTracer("test")),
                config,
                clock,
                new AssertionKeys(LOOKUP_KEY, "orders-api"),
                shared,
                meters);
    }

    static TestingReplica alone(Map<String, String> settings) {
        return new TestingReplica(settings, Clock.systemUTC(), null, List.of());
    }

    static TestingReplica alone(Clock clock) {
        return new TestingReplica(Map.of(), clock, null, List.of());
    }

    static TestingReplica alone() {
        return alone(Map.of());
    }

    static TestingReplica sharing(String redisUrl, String... cipherKeys) {
        return new TestingReplica(Map.of(), Clock.systemUTC(), redisUrl, List.of(cipherKeys));
    }

    static OnBehalfOfConfig config(Map<String, String> settings) {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(OnBehalfOfConfig.class);
        settings.forEach((name, value) -> builder.withDefaultValue("on-behalf-of." + name, value));
        return builder.build().getConfigMapping(OnBehalfOfConfig.class);
    }

    /** A sign-in of the user: another assertion each time, 8 KiB as Entra's can be. */
    static SignedInUser signIn(String oid) {
        return signIn(oid, Instant.now().plus(Duration.ofHours(1)));
    }

    static SignedInUser signIn(String oid, Instant expiry) {
        return new SignedInUser(
                TENANT, oid, assertion(UUID.randomUUID().toString() + UUID.randomUUID()), expiry, false);
    }

    /** Shaped as a token of 8 KiB is: header, long payload, a signature of RSA 2048. */
    static String assertion(String unique) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String payload = base64.encodeToString(("{\"uti\":\"" + unique + "\"}").getBytes(StandardCharsets.UTF_8));
        return "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiIsImtpZCI6ImZpcnN0In0." + payload
                + "A".repeat(7_600 - payload.length())
                + "."
                + base64.encodeToString(
                        (unique.repeat(4) + unique).substring(0, 256).getBytes(StandardCharsets.US_ASCII));
    }

    String token(SignedInUser user) {
        return token(user, GRAPH);
    }

    String token(SignedInUser user, Resource resource) {
        return tokenIn(exchanges.exchange(user, resource));
    }

    static String tokenIn(Exchange exchange) {
        return ((Granted) exchange).token().value();
    }

    double found(String where) {
        return registry.get("onbehalfof.lookups")
                .tag("resource", GRAPH.audience())
                .tag("found", where)
                .counter()
                .count();
    }

    long timesDone(String stage) {
        Timer timer = registry.find("onbehalfof.stage").tag("stage", stage).timer();
        return timer == null ? 0 : timer.count();
    }

    double breaker(String of) {
        return registry.get("onbehalfof.breaker").tag("of", of).gauge().value();
    }

    @Override
    public void close() {
        exchanges.close();
        if (vertx != null) {
            vertx.close();
        }
    }
}
