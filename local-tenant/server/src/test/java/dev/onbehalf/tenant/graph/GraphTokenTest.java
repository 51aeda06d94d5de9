package dev.onbehalf.tenant.graph;

import static dev.onbehalf.tenant.Seeded.TARO;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("A token for Graph")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class GraphTokenTest {

    @Test
    void carries_a_nonce_between_type_and_algorithm(TestingBrowser browser) {
        assertThat(Answer.headerOf(browser.graphToken(TARO)).properties().stream()
                        .map(Map.Entry::getKey))
                .containsExactly("typ", "nonce", "alg", "x5t", "kid");
    }

    @Test
    void cannot_be_verified_by_anybody_else(Entra entra, TestingBrowser browser) throws Exception {
        SignedJWT token = SignedJWT.parse(browser.graphToken(TARO));

        assertThat(token.verify(new RSASSAVerifier(entra.keys().current().publicKey())))
                .isFalse();
    }

    @Test
    void can_be_verified_with_its_nonce_hashed(Entra entra, TestingBrowser browser) throws Exception {
        String[] parts = browser.graphToken(TARO).split("\\.");
        String header = new Base64URL(parts[0]).decodeToString();
        String nonce = Answer.headerOf(String.join(".", parts)).get("nonce").asText();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(nonce.getBytes(StandardCharsets.UTF_8));
        String hashed = header.replace(nonce, Base64URL.encode(hash).toString());

        SignedJWT token = SignedJWT.parse(Base64URL.encode(hashed) + "." + parts[1] + "." + parts[2]);

        assertThat(token.verify(new RSASSAVerifier(entra.keys().current().publicKey())))
                .isTrue();
    }
}
