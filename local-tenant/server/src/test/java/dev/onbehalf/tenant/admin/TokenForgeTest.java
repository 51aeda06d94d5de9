package dev.onbehalf.tenant.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A forged token")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class TokenForgeTest {

    @ParameterizedTest
    @CsvSource({
        "valid, RS256, true",
        "invalid, RS256, false",
        "other-key, RS256, false",
        "none, none, false",
        "hs256-with-public-key, HS256, false",
    })
    void is_what_was_ordered(String signature, String algorithm, boolean valid, Entra entra, TestingBrowser browser)
            throws Exception {
        String token = forge(browser, "{\"claims\":{\"sub\":\"x\"},\"signature\":\"" + signature + "\"}");

        assertThat(Answer.headerOf(token).get("alg").asText()).isEqualTo(algorithm);
        assertThat(Answer.headerOf(token).get("kid").asText())
                .isEqualTo(entra.keys().current().id());
        assertThat(Answer.claimsOf(token).toString()).isEqualTo("{\"sub\":\"x\"}");
        if (algorithm.equals("RS256")) {
            assertThat(SignedJWT.parse(token)
                            .verify(new RSASSAVerifier(entra.keys().current().publicKey())))
                    .isEqualTo(valid);
        }
        assertThat(token.endsWith(".")).isEqualTo(signature.equals("none"));
    }

    @Test
    void may_have_another_header(TestingBrowser browser) {
        String token = forge(browser, "{\"header\":{\"kid\":\"unknown\",\"typ\":null},\"claims\":{}}");

        assertThat(Answer.headerOf(token).get("kid").asText()).isEqualTo("unknown");
        assertThat(Answer.headerOf(token).has("typ")).isFalse();
    }

    @Test
    void may_be_made_of_texts_that_are_no_good_JSON(TestingBrowser browser) {
        String token = forge(browser, "{\"claims\":\"{\\\"aud\\\":1,\\\"aud\\\":2}\"}");

        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        assertThat(new String(claims, StandardCharsets.UTF_8)).isEqualTo("{\"aud\":1,\"aud\":2}");
    }

    private static String forge(TestingBrowser browser, String order) {
        return browser.admin("POST", "/tokens", order).member("token");
    }
}
