package dev.onbehalf.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.web.session.SessionConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Starting in production")
@DisplayNameGeneration(ReplaceUnderscores.class)
class StartingInProductionTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String KEY = "k:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private static List<String> objections(String authority, List<String> profiles, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "session.store",
                "redis",
                "session.keys",
                KEY,
                "sign-in.state-secret",
                SECRET,
                "entra.tenant-id",
                LocalTenant.TENANT,
                "entra.web-client-id",
                "web"));
        all.putAll(settings);
        all.values().removeIf(String::isEmpty);
        var config = new SmallRyeConfigBuilder()
                .withMapping(SessionConfig.class)
                .withMapping(SignInConfig.class)
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withDefaultValues(all)
                .build();
        return new StartCheck(
                        URI.create(authority),
                        new Registration(
                                Optional.ofNullable(all.get("entra.tenant-id")),
                                Optional.ofNullable(all.get("entra.web-client-id")),
                                Optional.of("secret"),
                                Optional.of("api")),
                        config.getConfigMapping(SignInConfig.class),
                        config.getConfigMapping(SessionConfig.class),
                        Optional.ofNullable(all.get("public-url")).map(URI::create))
                .objections(profiles);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://login.microsoftonline.com",
                "https://login.microsoftonline.us",
                "https://login.partner.microsoftonline.cn"
            })
    void is_fine_with_a_cloud_of_Microsoft(String authority) {
        assertThat(objections(authority, List.of("prod"), Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8480",
                "https://localhost:8481",
                "http://login.microsoftonline.com",
                "https://login.microsoftonline.com.evil.example",
                "https://login.microsoftonline.com:8443",
                "https://login.microsoftonline.com@evil.example",
                "https://evil.example/login.microsoftonline.com",
                "https://login.microsoftonline.com/evil",
                "https://login.microsoft.com"
            })
    void is_refused_with_any_other_authority_and_says_why(String authority) {
        assertThat(objections(authority, List.of("prod"), Map.of()))
                .singleElement()
                .asString()
                .contains(authority, "login.microsoftonline.com", "prod");
    }

    @ParameterizedTest
    @CsvSource({"dev, 0", "test, 0", "demo, 0", "prod, 1", "staging, 1", "'demo,prod', 1"})
    void is_what_every_profile_means_that_is_not_dev_test_or_demo(String profiles, int objections) {
        assertThat(objections("http://localhost:8480", List.of(profiles.split(",")), Map.of()))
                .hasSize(objections);
    }

    @ParameterizedTest
    @CsvSource({
        "sign-in.state-secret, '', sign-in.state-secret",
        "sign-in.state-secret, short, sign-in.state-secret",
        "session.keys, '', session.keys",
        "session.keys, no-name, session.keys: each entry is name:base64",
        "session.keys, 2026-11:shortAAA, 'session.keys: key ''2026-11'' has 6 bytes instead of 32'",
        "entra.tenant-id, '', entra.tenant-id",
        "entra.tenant-id, common, entra.tenant-id",
        "entra.tenant-id, contoso.onmicrosoft.com, entra.tenant-id",
        "entra.web-client-id, '', ENTRA_WEB_CLIENT_ID",
        "public-url, https://orders.example.com/path, public-url",
        "public-url, orders.example.com, public-url"
    })
    void is_refused_when_something_needed_is_missing_or_wrong(String key, String value, String named) {
        assertThat(objections("https://login.microsoftonline.com", List.of("prod"), Map.of(key, value)))
                .singleElement()
                .asString()
                .contains(named)
                .doesNotContain("short");
    }

    @Test
    void names_all_that_is_wrong_at_once() {
        assertThat(objections(
                        "http://localhost:8480",
                        List.of("prod"),
                        Map.of("sign-in.state-secret", "", "session.keys", "")))
                .hasSize(3);
    }

    @Test
    void needs_no_keys_where_sessions_stay_in_memory() {
        assertThat(objections(
                        "https://login.microsoftonline.com",
                        List.of("prod"),
                        Map.of("session.store", "memory", "session.keys", "")))
                .isEmpty();
    }
}
