package dev.onbehalf.tenant.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.onbehalf.tenant.directory.Application;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is logged or thrown with one of these in it. */
@DisplayName("A text about something secret")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SecretsInTextsTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final SignIn SIGN_IN =
            new SignIn("a-tenant", "hush-person", "hush-session", NOW, List.of("pwd"), Set.of());

    static Stream<Arguments> secrets() {
        String basic = Base64.getEncoder().encodeToString("client:hush-secret".getBytes());
        return Stream.of(
                arguments(ClientAuthentication.Basic.parse(basic), "Basic[***]"),
                arguments(new Application.Secret("hush-secret", NOW), "Secret[***]"),
                arguments(new TokenIssuer.Issued("hush-token", Duration.ofHours(1), false), "Issued[***]"),
                arguments(
                        new RefreshTokens.Refresh(
                                "hush-id", NOW, "client", "openid", null, "hush-nonce", SIGN_IN, null),
                        "Refresh[***]"),
                arguments(
                        new AuthorizationCodes.Code(
                                "hush-id",
                                NOW,
                                "client",
                                "http://localhost/",
                                true,
                                "web",
                                "openid",
                                null,
                                "hush-nonce",
                                "hush-challenge",
                                "S256",
                                false,
                                Set.of(),
                                SIGN_IN),
                        "Code[***]"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("secrets")
    void says_what_it_is_and_nothing_of_it(Object secret, String text) {
        assertThat("failed with " + secret).isEqualTo("failed with " + text).doesNotContain("hush");
    }
}
