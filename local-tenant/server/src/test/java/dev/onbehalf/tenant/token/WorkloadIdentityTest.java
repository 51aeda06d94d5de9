package dev.onbehalf.tenant.token;

import static dev.onbehalf.tenant.Seeded.API;
import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.DAEMON;
import static dev.onbehalf.tenant.Seeded.TARO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.admin.TokenForge.Signature;
import dev.onbehalf.tenant.directory.Application.FederatedCredential;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Proving who the client is by another issuer's assertion")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class WorkloadIdentityTest {
    private static final String SUBJECT = "system:serviceaccount:shop:orders-api";
    private static final String AUDIENCE = "api://AzureADTokenExchange";
    private static Entra otherIssuer;

    @BeforeAll
    static void a_second_issuer_runs() {
        otherIssuer = TestingTenant.another();
    }

    @AfterAll
    static void it_ends() {
        otherIssuer.close();
    }

    private static String issuer() {
        return otherIssuer.issuer(CONTOSO);
    }

    private static void register(Entra entra) {
        entra.registerFederatedCredential(API, new FederatedCredential(issuer(), SUBJECT, AUDIENCE));
    }

    @Test
    void works_when_issuer_subject_and_audience_match(Entra entra, TestingBrowser browser) {
        register(entra);

        Answer answer = exchange(browser, assertion());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.claims("access_token").get("appidacr").asText()).isEqualTo("2");
    }

    @Test
    void works_once_it_is_registered_by_the_admin_API_and_until_it_is_taken_away(TestingBrowser browser) {
        String credential =
                "{\"client\":\"%s\",\"issuer\":\"%s\",\"subject\":\"%s\"}".formatted(API, issuer(), SUBJECT);
        assertThat(browser.admin("POST", "/credentials", credential).status()).isEqualTo(204);
        assertThat(exchange(browser, assertion()).status()).isEqualTo(200);

        browser.admin("DELETE", "/credentials", "{\"client\":\"" + API + "\"}");
        assertThat(exchange(browser, assertion()).aadsts()).isEqualTo(70021);
    }

    @Test
    void works_on_when_the_issuer_changes_its_keys(Entra entra, TestingBrowser browser) {
        register(entra);
        exchange(browser, assertion());

        otherIssuer.keys().rotate(false);

        assertThat(exchange(browser, assertion()).status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0} is {1}: {2}")
    @CsvSource({
        "iss, http://localhost:1/nobody, 700211",
        "sub, system:serviceaccount:shop:Orders-API, 700213",
        "sub, system:serviceaccount:shop:orders-api2, 700213",
        "aud, api://azureadtokenexchange, 700212",
        "aud, something-else, 700212",
        "exp, 1, 700024",
        "nbf, 4000000000, 700024",
    })
    void fails_when_a_claim_is_wrong(String claim, String value, int aadsts, Entra entra, TestingBrowser browser) {
        register(entra);
        var claims = claims();
        claims.put(claim, value.matches("\\d+") ? Long.valueOf(value) : value);

        Answer answer = exchange(browser, otherIssuer.forge().forge(Map.of(), claims, Signature.VALID));

        isRefused(answer, aadsts);
    }

    @Test
    void fails_for_a_client_without_such_a_registration(Entra entra, TestingBrowser browser) {
        register(entra);

        Answer answer = browser.clientCredentials(
                "client_secret",
                null,
                "client_assertion_type",
                ClientAuthentication.JWT_BEARER,
                "client_assertion",
                assertion());

        isRefused(answer, 70021);
        assertThat(DAEMON).isNotEqualTo(API);
    }

    @ParameterizedTest
    @EnumSource(
            value = Signature.class,
            names = {"INVALID", "NONE", "HS256_WITH_PUBLIC_KEY", "OTHER_KEY"})
    void fails_when_the_signature_is(Signature signature, Entra entra, TestingBrowser browser) {
        register(entra);

        isRefused(exchange(browser, otherIssuer.forge().forge(Map.of(), claims(), signature)), 700027);
    }

    @Test
    void fails_when_the_tenant_itself_is_the_issuer(Entra entra, TestingBrowser browser) {
        String own = entra.issuer(CONTOSO);
        entra.registerFederatedCredential(API, new FederatedCredential(own, SUBJECT, AUDIENCE));
        var claims = claims();
        claims.put("iss", own);

        isRefused(exchange(browser, entra.forge().forge(Map.of(), claims, Signature.VALID)), 700222);
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:1/gone", "https://issuer.example.com", "http://169.254.169.254/metadata"})
    void fails_when_the_issuer_does_not_answer_or_is_elsewhere(String issuer, Entra entra, TestingBrowser browser) {
        entra.registerFederatedCredential(API, new FederatedCredential(issuer, SUBJECT, AUDIENCE));
        var claims = claims();
        claims.put("iss", issuer);

        isRefused(exchange(browser, otherIssuer.forge().forge(Map.of(), claims, Signature.VALID)), 50166);
    }

    @Test
    void has_room_for_twenty_registrations(TestingBrowser browser) {
        String credential = "{\"client\":\"%s\",\"issuer\":\"https://i\",\"subject\":\"s\"}".formatted(API);
        for (int i = 0; i < 20; i++) {
            assertThat(browser.admin("POST", "/credentials", credential).status())
                    .isEqualTo(204);
        }

        assertThat(browser.admin("POST", "/credentials", credential).status()).isEqualTo(400);
    }

    private static LinkedHashMap<String, Object> claims() {
        long now = System.currentTimeMillis() / 1000;
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", issuer());
        claims.put("sub", SUBJECT);
        claims.put("aud", AUDIENCE);
        claims.put("iat", now);
        claims.put("nbf", now);
        claims.put("exp", now + 600);
        return claims;
    }

    private static String assertion() {
        return otherIssuer.forge().forge(Map.of(), claims(), Signature.VALID);
    }

    private static Answer exchange(TestingBrowser browser, String clientAssertion) {
        return browser.onBehalfOf(
                browser.tokens(TARO).member("access_token"),
                "client_secret",
                null,
                "client_assertion_type",
                ClientAuthentication.JWT_BEARER,
                "client_assertion",
                clientAssertion);
    }

    private static void isRefused(Answer answer, int aadsts) {
        assertThat(answer.aadsts()).isEqualTo(aadsts);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.member("error")).isEqualTo("invalid_client");
    }
}
