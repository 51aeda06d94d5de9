package dev.onbehalf.orders.onbehalfof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The settings of the cache's second level")
@DisplayNameGeneration(ReplaceUnderscores.class)
class HalfASecondLevelTest {

    private static final Optional<String> HOSTS = Optional.of("redis://localhost:6379");
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String SHORT_KEY = Base64.getEncoder().encodeToString(new byte[16]);

    @Test
    void need_nothing_while_it_is_off() {
        CacheCheck check = check(Optional.empty(), Map.of());
        assertThat(check.refusal()).isEmpty();
        assertThat(check.started()).isEqualTo("Exchanged tokens are held in this process only");
    }

    @Test
    void are_accepted_when_they_are_whole_and_never_logged() {
        CacheCheck check = check(HOSTS, settings("enabled", "true", "keys", "a:" + KEY, "lookup-key", KEY));
        assertThat(check.refusal()).isEmpty();
        assertThat(check.started()).contains("encrypted, in Redis").doesNotContain(KEY, "localhost");
    }

    @TestFactory
    List<DynamicTest> stop_the_start_with_the_remedy_when_half_of_them_is_missing() {
        return List.of(
                refused(
                        "no address",
                        Optional.empty(),
                        settings("keys", "a:" + KEY, "lookup-key", KEY),
                        "QUARKUS_REDIS_HOSTS"),
                refused("no keys", HOSTS, settings("lookup-key", KEY), "on-behalf-of.cache.redis.keys"),
                refused(
                        "a key without a name",
                        HOSTS,
                        settings("keys", KEY, "lookup-key", KEY),
                        "on-behalf-of.cache.redis.keys"),
                refused(
                        "a short key",
                        HOSTS,
                        settings("keys", "a:" + SHORT_KEY, "lookup-key", KEY),
                        "on-behalf-of.cache.redis.keys"),
                refused("no lookup key", HOSTS, settings("keys", "a:" + KEY), "on-behalf-of.cache.redis.lookup-key"),
                refused(
                        "a short lookup key",
                        HOSTS,
                        settings("keys", "a:" + KEY, "lookup-key", SHORT_KEY),
                        "on-behalf-of.cache.redis.lookup-key"),
                refused(
                        "a lookup key that is no Base64",
                        HOSTS,
                        settings("keys", "a:" + KEY, "lookup-key", "not base64!"),
                        "on-behalf-of.cache.redis.lookup-key"));
    }

    private static DynamicTest refused(
            String name, Optional<String> hosts, Map<String, String> settings, String named) {
        return DynamicTest.dynamicTest(name, () -> {
            Map<String, String> enabled = new HashMap<>(settings);
            enabled.put("cache.redis.enabled", "true");
            assertThat(check(hosts, enabled).refusal()).hasValueSatisfying(refusal -> assertThat(refusal)
                    .contains(named)
                    .doesNotContain(KEY, SHORT_KEY)
                    .containsAnyOf("openssl rand -base64 32", "rediss://"));
        });
    }

    private static Map<String, String> settings(String... pairs) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            settings.put("cache.redis." + pairs[i], pairs[i + 1]);
        }
        return settings;
    }

    private static CacheCheck check(Optional<String> hosts, Map<String, String> settings) {
        return new CacheCheck(TestingReplica.config(settings), hosts);
    }
}
