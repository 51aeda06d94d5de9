package dev.onbehalf.orders.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The authority")
@DisplayNameGeneration(ReplaceUnderscores.class)
class MicrosoftCloudsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://login.microsoftonline.com",
                "https://login.microsoftonline.us",
                "https://login.partner.microsoftonline.cn"
            })
    void may_be_one_of_Microsofts_clouds(String host) {
        assertThat(refusal(host, "prod")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8480",
                "https://localhost:8481",
                "http://login.microsoftonline.com",
                "https://login.microsoftonline.com:8443",
                "https://login.microsoftonline.com/",
                "https://login.microsoftonline.com/evil",
                "https://login.microsoftonline.com.evil.test",
                "https://evil.test/login.microsoftonline.com",
                "https://evil@login.microsoftonline.com",
                "https://login.microsoftonline.com@evil.test",
                "https://login.microsoftonline.com#evil",
                "https://login.microsoftonline.com?evil",
                "login.microsoftonline.com",
                ""
            })
    void may_be_nothing_else_in_production(String host) {
        for (String profile : Set.of("prod", "staging", "production", "native")) {
            assertThat(refusal(host, profile)).hasValueSatisfying(reason -> assertThat(reason)
                    .contains("entra.authority-host=" + host)
                    .contains("not one of Microsoft's clouds")
                    .contains("login.microsoftonline.com, login.microsoftonline.us"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "test", "demo"})
    void may_be_local_where_a_local_tenant_is_meant(String profile) {
        assertThat(refusal("http://localhost:8480", profile)).isEmpty();
    }

    private static java.util.Optional<String> refusal(String host, String profile) {
        return MicrosoftClouds.refusal(
                "entra.authority-host", URI.create(host), MicrosoftClouds.AUTHORITIES, Set.of(profile));
    }
}
