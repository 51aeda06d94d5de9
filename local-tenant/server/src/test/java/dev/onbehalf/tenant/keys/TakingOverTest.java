package dev.onbehalf.tenant.keys;

import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.TestingBrowser.usual;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.EntraOptions;
import dev.onbehalf.tenant.TestingBrowser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Taking over from a process that stopped")
@DisplayNameGeneration(ReplaceUnderscores.class)
class TakingOverTest {
    @TempDir
    private Path home;

    @Test
    void keeps_keys_sessions_and_refresh_tokens() {
        String refreshToken;
        String accessToken;
        String keyId;
        String ca;
        EntraOptions options;
        java.util.Map<String, String> cookies;
        try (Entra first = Entra.start(EntraOptions.forTests().withHome(home))) {
            var browser = new TestingBrowser(first);
            var tokens = browser.tokens(TARO);
            refreshToken = tokens.member("refresh_token");
            accessToken = tokens.member("access_token");
            keyId = first.keys().current().id();
            ca = first.caPem();
            cookies = browser.cookies();
            options = samePorts(first);
        }
        try (Entra second = Entra.start(options)) {
            var browser = new TestingBrowser(second);
            browser.cookies().putAll(cookies);

            assertThat(second.keys().current().id()).isEqualTo(keyId);
            assertThat(second.caPem()).isEqualTo(ca);
            assertThat(second.caFile()).hasContent(ca).hasParent(home);
            assertThat(browser.refresh(refreshToken).status()).isEqualTo(200);
            assertThat(browser.onBehalfOf(accessToken).status()).isEqualTo(200);
            assertThat(browser.authorize(usual("prompt", "none")).redirected()).containsKey("code");
        }
    }

    @Test
    void keeps_a_rollover_too() {
        String current;
        try (Entra first = Entra.start(EntraOptions.forTests().withHome(home))) {
            first.keys().rotate(true);
            current = first.keys().current().id();
        }
        try (Entra second = Entra.start(EntraOptions.forTests().withHome(home))) {
            assertThat(second.keys().current().id()).isEqualTo(current);
            assertThat(second.keys().published()).hasSize(3);
        }
    }

    @Test
    void writes_private_keys_for_the_owner_only() throws Exception {
        try (Entra entra = Entra.start(EntraOptions.forTests().withHome(home))) {
            for (String file : new String[] {"signing-keys.p12", "https.p12", "seal.p12"}) {
                assertThat(Files.getPosixFilePermissions(entra.caFile().resolveSibling(file)))
                        .extracting(Enum::name)
                        .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
            }
        }
    }

    @Test
    void without_a_home_is_impossible() {
        String refreshToken;
        try (Entra first = Entra.start()) {
            refreshToken = new TestingBrowser(first).tokens(TARO).member("refresh_token");
        }
        try (Entra second = Entra.start()) {
            assertThat(new TestingBrowser(second).refresh(refreshToken).aadsts())
                    .isEqualTo(70000);
        }
    }

    private EntraOptions samePorts(Entra entra) {
        return EntraOptions.onPorts(
                        entra.http().getPort(),
                        entra.https().getPort(),
                        entra.admin().getPort())
                .withHome(home);
    }
}
