package dev.onbehalf.tenant.clients;

import static dev.onbehalf.tenant.Seeded.API;
import static dev.onbehalf.tenant.Seeded.API_SCOPES;
import static dev.onbehalf.tenant.Seeded.API_SECRET;
import static dev.onbehalf.tenant.Seeded.API_URI;
import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.DAEMON;
import static dev.onbehalf.tenant.Seeded.DAEMON_SECRET;
import static dev.onbehalf.tenant.Seeded.GRAPH_DEFAULT;
import static dev.onbehalf.tenant.Seeded.HANA;
import static dev.onbehalf.tenant.Seeded.MAX;
import static dev.onbehalf.tenant.Seeded.SIGNED_IN;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.Seeded.TARO_OID;
import static dev.onbehalf.tenant.Seeded.WEB;
import static dev.onbehalf.tenant.Seeded.WEB_SECRET;
import static dev.onbehalf.tenant.TestingBrowser.VERIFIER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.aad.msal4j.AuthorizationCodeParameters;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.MsalInteractionRequiredException;
import com.microsoft.aad.msal4j.MsalServiceException;
import com.microsoft.aad.msal4j.OnBehalfOfParameters;
import com.microsoft.aad.msal4j.RefreshTokenParameters;
import com.microsoft.aad.msal4j.SilentParameters;
import com.microsoft.aad.msal4j.UserAssertion;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.TrustedBy;
import dev.onbehalf.tenant.admin.AuditEntry;
import dev.onbehalf.tenant.admin.TokenForge;
import dev.onbehalf.tenant.directory.Application.FederatedCredential;
import dev.onbehalf.tenant.keys.SigningKey;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("MSAL4J as a client")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class MsalTest {

    @Test
    void redeems_a_code(Entra entra, TestingBrowser browser) throws Exception {
        IAuthenticationResult result = signIn(entra, browser, web(entra));

        assertThat(result.account().homeAccountId()).isEqualTo(TARO_OID + "." + CONTOSO);
        assertThat(result.account().username()).isEqualTo(TARO);
        assertThat(Answer.claimsOf(result.accessToken()).get("aud").asText()).isEqualTo(API);
    }

    @Test
    void finds_the_token_in_its_cache(Entra entra, TestingBrowser browser) throws Exception {
        var web = web(entra);
        IAuthenticationResult first = signIn(entra, browser, web);

        IAuthenticationResult second = web.acquireTokenSilently(
                        SilentParameters.builder(scopes(API_URI + "/Orders.Read"), first.account())
                                .build())
                .get();

        assertThat(second.accessToken()).isEqualTo(first.accessToken());
        assertThat(entra.audit().of("token")).hasSize(1);
    }

    @Test
    void refreshes_a_token(Entra entra, TestingBrowser browser) throws Exception {
        Answer tokens = browser.tokens(TARO);

        IAuthenticationResult result = web(entra)
                .acquireToken(
                        RefreshTokenParameters.builder(scopes(API_URI + "/Orders.Read"), tokens.member("refresh_token"))
                                .build())
                .get();

        assertThat(result.accessToken()).isNotEqualTo(tokens.member("access_token"));
        assertThat(result.account().username()).isEqualTo(TARO);
    }

    @Test
    void exchanges_a_token_once_and_then_has_it(Entra entra, TestingBrowser browser) throws Exception {
        var api = application(entra, API, ClientCredentialFactory.createFromSecret(API_SECRET));
        var parameters = OnBehalfOfParameters.builder(
                        scopes(GRAPH_DEFAULT),
                        new UserAssertion(browser.tokens(TARO).member("access_token")))
                .build();

        String first = api.acquireToken(parameters).get().accessToken();
        String second = api.acquireToken(parameters).get().accessToken();

        assertThat(second).isEqualTo(first);
        assertThat(browser.graph("/me", first).status()).isEqualTo(200);
        AuditEntry exchange = entra.audit().of("token").getLast();
        assertThat(entra.audit().of("token")).hasSize(2);
        assertThat(exchange.headers()).containsEntry("x-client-SKU", "MSAL.Java");
        assertThat(exchange.token()).extractingByKey("azp").hasToString("\"" + WEB + "\"");
    }

    @Test
    void keeps_two_people_apart(Entra entra) throws Exception {
        var api = application(entra, API, ClientCredentialFactory.createFromSecret(API_SECRET));

        for (String person : new String[] {TARO, HANA, TARO, HANA}) {
            String assertion = new TestingBrowser(entra).tokens(person).member("access_token");
            String token = api.acquireToken(
                            OnBehalfOfParameters.builder(scopes(GRAPH_DEFAULT), new UserAssertion(assertion))
                                    .build())
                    .get()
                    .accessToken();
            assertThat(Answer.claimsOf(token).get("upn").asText()).isEqualTo(person);
        }
    }

    @Test
    void gets_a_token_for_itself_and_keeps_it(Entra entra) throws Exception {
        var daemon = application(entra, DAEMON, ClientCredentialFactory.createFromSecret(DAEMON_SECRET));
        var parameters = ClientCredentialParameters.builder(scopes(API_URI + "/.default"))
                .build();

        String first = daemon.acquireToken(parameters).get().accessToken();

        assertThat(daemon.acquireToken(parameters).get().accessToken()).isEqualTo(first);
        assertThat(Answer.claimsOf(first).get("roles").toString()).isEqualTo("[\"Orders.Read.All\"]");
    }

    @Test
    void proves_itself_by_a_certificate(Entra entra) throws Exception {
        SigningKey key = SigningKey.generate();
        entra.registerCertificate(DAEMON, key.certificate());
        var daemon = application(
                entra, DAEMON, ClientCredentialFactory.createFromCertificate(key.privateKey(), key.certificate()));

        String token = daemon.acquireToken(ClientCredentialParameters.builder(scopes(API_URI + "/.default"))
                        .build())
                .get()
                .accessToken();

        assertThat(Answer.claimsOf(token).get("azpacr").asText()).isEqualTo("2");
    }

    @Test
    void understands_that_consent_is_missing(Entra entra, TestingBrowser browser) throws Exception {
        var api = application(entra, API, ClientCredentialFactory.createFromSecret(API_SECRET));
        var parameters = OnBehalfOfParameters.builder(
                        scopes("https://graph.microsoft.com/Mail.Send"),
                        new UserAssertion(browser.tokens(TARO).member("access_token")))
                .build();

        assertThatThrownBy(() -> api.acquireToken(parameters).get())
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(MsalInteractionRequiredException.class, e -> {
                    assertThat(e.errorCode()).isEqualTo("invalid_grant");
                    assertThat(e.getMessage()).contains("AADSTS65001");
                    assertThat(e.reason().toString()).isEqualTo("CONSENT_REQUIRED");
                });
    }

    @Test
    void hears_what_claims_a_second_factor_would_satisfy(Entra entra, TestingBrowser browser) throws Exception {
        var api = application(entra, API, ClientCredentialFactory.createFromSecret(API_SECRET));
        String assertion = browser.tokens(MAX).member("access_token");

        assertThatThrownBy(() -> exchange(api, assertion))
                .cause()
                .isInstanceOfSatisfying(MsalInteractionRequiredException.class, e -> {
                    assertThat(e.reason().toString()).isEqualTo("BASIC_ACTION");
                    Answer page = browser.authorize(TestingBrowser.usual("claims", e.claims()));
                    String code = browser.verify(page, "123456").redirected().get("code");
                    assertThat(exchange(api, browser.redeem(code).member("access_token"))
                                    .accessToken())
                            .isNotBlank();
                });
    }

    private static IAuthenticationResult exchange(ConfidentialClientApplication api, String assertion) {
        return api.acquireToken(OnBehalfOfParameters.builder(scopes(GRAPH_DEFAULT), new UserAssertion(assertion))
                        .build())
                .join();
    }

    @Test
    void proves_itself_by_the_assertion_of_another_issuer(Entra entra, TestingBrowser browser) throws Exception {
        try (Entra workloads = Entra.start()) {
            String issuer = workloads.issuer(CONTOSO);
            String audience = "api://AzureADTokenExchange";
            entra.registerFederatedCredential(API, new FederatedCredential(issuer, "orders-api", audience));
            var claims = Map.of(
                    "iss",
                    issuer,
                    "sub",
                    "orders-api",
                    "aud",
                    audience,
                    "exp",
                    Instant.now().getEpochSecond() + 600);
            String proof = workloads.forge().forge(Map.of(), claims, TokenForge.Signature.VALID);
            var api = application(entra, API, ClientCredentialFactory.createFromClientAssertion(proof));

            var exchanged = exchange(api, browser.tokens(TARO).member("access_token"));

            assertThat(Answer.claimsOf(exchanged.accessToken()).get("appidacr").asText())
                    .isEqualTo("2");
        }
    }

    @Test
    void understands_that_its_secret_is_wrong(Entra entra) throws Exception {
        var daemon = application(entra, DAEMON, ClientCredentialFactory.createFromSecret("wrong"));

        assertThatThrownBy(() -> daemon.acquireToken(ClientCredentialParameters.builder(scopes(GRAPH_DEFAULT))
                                .build())
                        .get())
                .cause()
                .isInstanceOfSatisfying(MsalServiceException.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(401);
                    assertThat(e.errorCode()).isEqualTo("invalid_client");
                    assertThat(e.getMessage()).contains("AADSTS7000215");
                });
    }

    private static IAuthenticationResult signIn(Entra entra, TestingBrowser browser, ConfidentialClientApplication web)
            throws Exception {
        return web.acquireToken(AuthorizationCodeParameters.builder(browser.code(TARO), URI.create(SIGNED_IN))
                        .scopes(scopes(API_SCOPES.split(" ")))
                        .codeVerifier(VERIFIER)
                        .build())
                .get();
    }

    private static ConfidentialClientApplication web(Entra entra) throws Exception {
        return application(entra, WEB, ClientCredentialFactory.createFromSecret(WEB_SECRET));
    }

    /** With a port in the authority the cache hits only if the instance has both names: with and without it. */
    private static ConfidentialClientApplication application(Entra entra, String id, IClientCredential credential)
            throws Exception {
        int port = entra.https().getPort();
        String instance = """
                {"tenant_discovery_endpoint":"%1$s/%2$s/v2.0/.well-known/openid-configuration","api-version":"1.1",
                 "metadata":[{"preferred_network":"localhost","preferred_cache":"localhost",
                  "aliases":["localhost","localhost:%3$d"]}]}""".formatted(entra.https(), CONTOSO, port);
        return ConfidentialClientApplication.builder(id, credential)
                .authority(entra.https() + "/" + CONTOSO + "/")
                .aadInstanceDiscoveryResponse(instance)
                .sslSocketFactory(TrustedBy.of(entra).getSocketFactory())
                .build();
    }

    private static Set<String> scopes(String... scopes) {
        return Arrays.stream(scopes).collect(Collectors.toSet());
    }
}
