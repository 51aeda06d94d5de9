package dev.onbehalf.tenant.token;

import static dev.onbehalf.tenant.Seeded.DAEMON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingApplication;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.directory.Application.FederatedCredential;
import dev.onbehalf.tenant.http.Json;
import dev.onbehalf.tenant.keys.Jwt;
import dev.onbehalf.tenant.keys.SigningKey;
import java.math.BigInteger;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An issuer that says what the test wants it to say. */
@DisplayName("Asking another issuer for its keys")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class AskingAnotherIssuerTest {
    private static final SigningKey KEY = SigningKey.generate();
    private static final String SUBJECT = "repo:shop/orders:ref:refs/heads/main";

    private final TestingApplication issuer = new TestingApplication();

    @AfterEach
    void it_ends() {
        issuer.close();
    }

    @ParameterizedTest
    @CsvSource({"/issuer", "/issuer/", "''", "/"})
    void finds_its_document_below_its_name_with_or_without_a_slash(String path, Entra entra, TestingBrowser browser) {
        publish(path, document(path, issuer.address("/keys")), keys());

        assertThat(prove(path, entra, browser, header("kid", "the-key")).status())
                .isEqualTo(200);
    }

    @Test
    void takes_any_of_its_keys_when_the_assertion_names_none(Entra entra, TestingBrowser browser) {
        publish("", document("", issuer.address("/keys")), keys());

        assertThat(prove("", entra, browser, header("kid", null)).status()).isEqualTo(200);
        isRefused(prove("", entra, browser, header("kid", "another-key")), 700027);
        isRefused(prove("", entra, browser, header("alg", "RS512")), 700027);
    }

    @Test
    void is_in_vain_when_it_speaks_of_another_one(Entra entra, TestingBrowser browser) {
        publish("", document("/somebody-else", issuer.address("/keys")), keys());

        isRefused(prove("", entra, browser, header("kid", "the-key")), 50166);
    }

    @Test
    void is_in_vain_when_the_keys_are_elsewhere(Entra entra, TestingBrowser browser) {
        publish("", document("", "https://keys.example.com/"), keys());

        isRefused(prove("", entra, browser, header("kid", "the-key")), 50166);
    }

    @ParameterizedTest
    @CsvSource({"no JSON", "[]", "'{\"issuer\":1}'", "''"})
    void is_in_vain_when_its_document_is_none(String document, Entra entra, TestingBrowser browser) {
        publish("", document, keys());

        isRefused(prove("", entra, browser, header("kid", "the-key")), 50166);
    }

    @ParameterizedTest
    @CsvSource({"no JSON", "{}", "''"})
    void is_in_vain_when_its_keys_are_none(String keys, Entra entra, TestingBrowser browser) {
        publish("", document("", issuer.address("/keys")), keys);

        isRefused(prove("", entra, browser, header("kid", "the-key")), 50166);
    }

    @Test
    void stops_at_256_KiB(Entra entra, TestingBrowser browser) {
        String document = document("", issuer.address("/keys"));
        String longest = document + " ".repeat(256 * 1024 - 1 - document.length());

        publish("", longest, keys());
        assertThat(prove("", entra, browser, header("kid", "the-key")).status()).isEqualTo(200);
        publish("", longest + " ", keys());
        isRefused(prove("", entra, browser, header("kid", "the-key")), 50166);
    }

    private void publish(String path, String document, String keys) {
        String folder = path.endsWith("/") ? path : path + "/";
        issuer.page(folder + ".well-known/openid-configuration", document).page("/keys", keys);
    }

    private String document(String path, String keys) {
        return Json.write(Map.of("issuer", issuer.address(path), "jwks_uri", keys));
    }

    private static String keys() {
        return Json.write(Map.of(
                "keys",
                List.of(Map.of(
                        "kty",
                        "RSA",
                        "kid",
                        "the-key",
                        "n",
                        unsigned(KEY.publicKey().getModulus()),
                        "e",
                        unsigned(KEY.publicKey().getPublicExponent())))));
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
    }

    /** The usual header with one member changed; null takes it away. */
    private static Map<String, Object> header(String name, String value) {
        var header = new LinkedHashMap<String, Object>();
        header.put("typ", "JWT");
        header.put("alg", "RS256");
        header.put("kid", "the-key");
        if (value == null) {
            header.remove(name);
        } else {
            header.put(name, value);
        }
        return header;
    }

    private Answer prove(String path, Entra entra, TestingBrowser browser, Map<String, Object> header) {
        String name = issuer.address(path);
        entra.reset();
        entra.registerFederatedCredential(
                DAEMON, new FederatedCredential(name, SUBJECT, FederatedCredential.USUAL_AUDIENCE));
        long now = entra.clock().instant().getEpochSecond();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", name);
        claims.put("sub", SUBJECT);
        claims.put("aud", FederatedCredential.USUAL_AUDIENCE);
        claims.put("exp", now + 600);
        return browser.clientCredentials(
                "client_secret",
                null,
                "client_assertion_type",
                ClientAuthentication.JWT_BEARER,
                "client_assertion",
                Jwt.sign(header, claims, KEY));
    }

    private static void isRefused(Answer answer, int aadsts) {
        assertThat(answer.aadsts()).isEqualTo(aadsts);
        assertThat(answer.status()).isEqualTo(401);
    }
}
