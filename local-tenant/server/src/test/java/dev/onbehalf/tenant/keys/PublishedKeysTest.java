package dev.onbehalf.tenant.keys;

import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.TARO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("Published keys")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class PublishedKeysTest {
    private static final String KEYS = "/" + CONTOSO + "/discovery/v2.0/keys";

    @Test
    void are_at_least_two_so_that_the_next_one_is_known_before_it_signs(TestingBrowser browser) {
        assertThat(browser.get(KEYS).json().get("keys")).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void are_named_by_the_thumbprint_of_their_certificate(TestingBrowser browser) throws Exception {
        for (JsonNode key : browser.get(KEYS).json().get("keys")) {
            byte[] der = Base64.getDecoder().decode(key.at("/x5c/0").asText());
            byte[] thumbprint = MessageDigest.getInstance("SHA-1").digest(der);

            assertThat(key.get("kid").asText())
                    .isEqualTo(key.get("x5t").asText())
                    .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(thumbprint));
        }
    }

    @Test
    void have_the_numbers_of_their_certificate_and_no_algorithm(Entra entra, TestingBrowser browser) throws Exception {
        for (JsonNode key : browser.get(KEYS).json().get("keys")) {
            byte[] der = Base64.getDecoder().decode(key.at("/x5c/0").asText());
            var certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            BigInteger modulus =
                    new BigInteger(1, Base64.getUrlDecoder().decode(key.get("n").asText()));

            assertThat(modulus).isEqualTo(((RSAPublicKey) certificate.getPublicKey()).getModulus());
            assertThat(key.get("e").asText()).isEqualTo("AQAB");
            assertThat(key.get("kty").asText()).isEqualTo("RSA");
            assertThat(key.get("use").asText()).isEqualTo("sig");
            assertThat(key.has("alg")).isFalse();
            assertThat(key.get("issuer").asText()).isEqualTo(entra.issuer(CONTOSO));
        }
    }

    @Test
    void of_all_tenants_leave_the_issuer_to_be_filled_in(Entra entra, TestingBrowser browser) {
        assertThat(browser.get("/common/discovery/v2.0/keys")
                        .json()
                        .at("/keys/0/issuer")
                        .asText())
                .isEqualTo(entra.issuer("{tenantid}"));
        assertThat(browser.get("/common/discovery/keys")
                        .json()
                        .at("/keys/0/issuer")
                        .asText())
                .isEqualTo(entra.v1Issuer("{tenantid}"));
    }

    @Test
    void verify_a_token_also_for_another_library(TestingBrowser browser) throws Exception {
        String token = browser.tokens(TARO).member("access_token");

        assertThat(isVerified(token, browser)).isTrue();
    }

    @Test
    void after_a_rollover_with_overlap_verify_old_and_new_tokens(Entra entra, TestingBrowser browser) throws Exception {
        String before = browser.tokens(TARO).member("access_token");
        String announced = browser.get(KEYS).json().at("/keys/1/kid").asText();

        entra.keys().rotate(true);
        String after = new TestingBrowser(entra).tokens(TARO).member("access_token");

        assertThat(Answer.headerOf(after).get("kid").asText())
                .isEqualTo(announced)
                .isNotEqualTo(Answer.headerOf(before).get("kid").asText());
        assertThat(isVerified(before, browser)).isTrue();
        assertThat(isVerified(after, browser)).isTrue();
    }

    @Test
    void after_a_rollover_without_overlap_verify_new_tokens_only(Entra entra, TestingBrowser browser) throws Exception {
        String before = browser.tokens(TARO).member("access_token");

        entra.keys().rotate(false);
        String after = new TestingBrowser(entra).tokens(TARO).member("access_token");

        assertThat(isVerified(before, browser)).isFalse();
        assertThat(isVerified(after, browser)).isTrue();
    }

    private static boolean isVerified(String token, TestingBrowser browser) throws Exception {
        JWKSet keys = JWKSet.parse(browser.get(KEYS).text());
        SignedJWT jwt = SignedJWT.parse(token);
        var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID());
        return key != null && jwt.verify(new RSASSAVerifier(key.toRSAKey()));
    }
}
