package dev.onbehalf.tenant.token;

import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.DAEMON;
import static dev.onbehalf.tenant.Seeded.FABRIKAM;
import static dev.onbehalf.tenant.Seeded.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.http.Json;
import dev.onbehalf.tenant.keys.SigningKey;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Proving who the client is by a signed assertion")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class ClientAssertionTest {
    private static final SigningKey KEY = SigningKey.generate();

    @BeforeEach
    void the_certificate_is_registered(Entra entra) {
        entra.registerCertificate(DAEMON, KEY.certificate());
    }

    @ParameterizedTest(name = "{0} with {1} in {2}")
    @CsvSource({
        "RS256, x5t, base64url",
        "RS256, x5t, base64",
        "RS256, x5t#S256, base64",
        "PS256, x5t#S256, base64url",
        "PS256, x5t#S256, base64",
        "RS256, kid, base64url",
        "RS256, kid, hex",
        "RS256, kid, HEX",
    })
    void works_with_each_algorithm_and_way_to_write_the_thumbprint(
            String algorithm, String name, String encoding, Entra entra, TestingBrowser browser) throws Exception {
        byte[] thumbprint = MessageDigest.getInstance(name.contains("256") ? "SHA-256" : "SHA-1")
                .digest(KEY.certificate().getEncoded());
        String written =
                switch (encoding) {
                    case "base64" -> Base64.getEncoder().encodeToString(thumbprint);
                    case "base64url" -> Base64.getUrlEncoder().withoutPadding().encodeToString(thumbprint);
                    case "hex" -> HexFormat.of().formatHex(thumbprint);
                    default -> HexFormat.of().withUpperCase().formatHex(thumbprint);
                };
        var header = new JWSHeader.Builder(JWSAlgorithm.parse(algorithm));
        // The builder would insist on base64url.
        String assertion = name.equals("kid")
                ? sign(header.keyID(written).build(), claims(entra).build(), KEY)
                : signRaw(algorithm, name, written, claims(entra).build());

        Answer answer = ask(browser, assertion);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.claims("access_token").get("azpacr").asText()).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http-token", "https-token", "issuer", "https-issuer", "v1-issuer"})
    void works_with_each_audience_that_libraries_send(String which, Entra entra, TestingBrowser browser)
            throws Exception {
        String audience =
                switch (which) {
                    case "http-token" -> entra.http() + "/" + CONTOSO + "/oauth2/v2.0/token";
                    case "https-token" -> entra.https() + "/" + CONTOSO + "/oauth2/v2.0/token";
                    case "issuer" -> entra.issuer(CONTOSO);
                    case "v1-issuer" -> entra.v1Issuer(CONTOSO);
                    default -> entra.https() + "/" + CONTOSO + "/v2.0";
                };

        assertThat(ask(browser, assertion(entra, claims -> claims.audience(audience)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void fails_with_another_audience(Entra entra, TestingBrowser browser) throws Exception {
        isRefused(ask(browser, assertion(entra, claims -> claims.audience("https://evil.test"))), 700023);
        String otherTenant = entra.https() + "/" + FABRIKAM + "/oauth2/v2.0/token";
        isRefused(ask(browser, assertion(entra, claims -> claims.audience(otherTenant))), 700023);
    }

    @Test
    void fails_when_it_has_expired_or_never_does(Entra entra, TestingBrowser browser) throws Exception {
        isRefused(ask(browser, assertion(entra, claims -> claims.expirationTime(in(-60)))), 700024);
        isRefused(ask(browser, assertion(entra, claims -> claims.expirationTime(null))), 700024);
        isRefused(ask(browser, assertion(entra, claims -> claims.notBeforeTime(in(3600)))), 700024);
    }

    @Test
    void fails_when_subject_and_issuer_differ(Entra entra, TestingBrowser browser) throws Exception {
        isRefused(ask(browser, assertion(entra, claims -> claims.subject(WEB))), 50048);
        isRefused(ask(browser, assertion(entra, claims -> claims.issuer(null))), 50048);
    }

    @Test
    void fails_when_it_speaks_of_another_client(Entra entra, TestingBrowser browser) throws Exception {
        isRefused(ask(browser, assertion(entra, claims -> claims.subject(WEB).issuer(WEB))), 700027);
    }

    @Test
    void fails_when_another_key_signed_it(Entra entra, TestingBrowser browser) throws Exception {
        SigningKey other = SigningKey.generate();
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY.id()).build();

        isRefused(ask(browser, sign(header, claims(entra).build(), other)), 700027);
    }

    /** What the key signed does not count when the header points elsewhere. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "nothing",
            value = {
                "nothing, nothing",
                "kid, nobody-s-key",
                "x5t, AAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "x5t, 'no base64!'",
                "x5t#S256, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            })
    void fails_when_it_names_no_certificate_of_the_client(
            String name, String value, Entra entra, TestingBrowser browser) throws Exception {
        String assertion = signRaw(
                "RS256", name == null ? "cty" : name, value, claims(entra).build());

        isRefused(ask(browser, assertion), 700027);
    }

    @Test
    void fails_with_an_algorithm_that_Entra_does_not_take(Entra entra, TestingBrowser browser) throws Exception {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS384).keyID(KEY.id()).build();

        isRefused(ask(browser, sign(header, claims(entra).build(), KEY)), 700027);
    }

    @Test
    void works_by_a_certificate_that_was_registered_by_the_admin_API(Entra entra, TestingBrowser browser)
            throws Exception {
        entra.reset();
        String pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(KEY.certificate().getEncoded())
                + "\n-----END CERTIFICATE-----\n";

        browser.admin("POST", "/credentials", Json.write(Map.of("client", DAEMON, "certificate", pem)));

        assertThat(ask(browser, assertion(entra, claims -> {})).status()).isEqualTo(200);
    }

    @Test
    void works_without_a_beginning_and_with_one_that_is_near(Entra entra, TestingBrowser browser) throws Exception {
        assertThat(ask(browser, assertion(entra, claims -> claims.notBeforeTime(null)))
                        .status())
                .isEqualTo(200);
        assertThat(ask(browser, assertion(entra, claims -> claims.notBeforeTime(in(200))))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void fails_when_its_certificate_is_not_registered(Entra entra, TestingBrowser browser) throws Exception {
        entra.reset();

        isRefused(ask(browser, assertion(entra, claims -> {})), 700027);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "a.b.c", "eyJhbGciOiJub25lIn0.e30."})
    void fails_when_it_is_none(String garbage, TestingBrowser browser) {
        Answer answer = ask(browser, garbage);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.aadsts()).isIn(700027, 7000216);
    }

    @Test
    void fails_without_its_type(Entra entra, TestingBrowser browser) throws Exception {
        Answer answer =
                browser.clientCredentials("client_secret", null, "client_assertion", assertion(entra, claims -> {}));

        assertThat(answer.aadsts()).isEqualTo(900144);
    }

    private static void isRefused(Answer answer, int aadsts) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.member("error")).isEqualTo("invalid_client");
        assertThat(answer.aadsts()).isEqualTo(aadsts);
    }

    private static Answer ask(TestingBrowser browser, String assertion) {
        return browser.clientCredentials(
                "client_secret",
                null,
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                assertion);
    }

    private static JWTClaimsSet.Builder claims(Entra entra) {
        return new JWTClaimsSet.Builder()
                .issuer(DAEMON)
                .subject(DAEMON)
                .audience(entra.https() + "/" + CONTOSO + "/oauth2/v2.0/token")
                .jwtID(UUID.randomUUID().toString())
                .notBeforeTime(in(0))
                .expirationTime(in(600));
    }

    private static String assertion(Entra entra, Consumer<JWTClaimsSet.Builder> change) throws Exception {
        var claims = claims(entra);
        change.accept(claims);
        return sign(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY.id()).build(), claims.build(), KEY);
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static String sign(JWSHeader header, JWTClaimsSet claims, SigningKey key) throws Exception {
        SignedJWT jwt = new SignedJWT(header, claims);
        jwt.sign(new RSASSASigner(key.privateKey()));
        return jwt.serialize();
    }

    private static String signRaw(String algorithm, String name, String thumbprint, JWTClaimsSet claims)
            throws Exception {
        var base64 = Base64.getUrlEncoder().withoutPadding();
        String header = "{\"alg\":\"%s\",\"typ\":\"JWT\",\"%s\":\"%s\"}".formatted(algorithm, name, thumbprint);
        String signed = base64.encodeToString(header.getBytes()) + "."
                + base64.encodeToString(claims.toString().getBytes());
        var signature = new RSASSASigner(KEY.privateKey())
                .sign(new JWSHeader.Builder(JWSAlgorithm.parse(algorithm)).build(), signed.getBytes());
        return signed + "." + signature;
    }
}
