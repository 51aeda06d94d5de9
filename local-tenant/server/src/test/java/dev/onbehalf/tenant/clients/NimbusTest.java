package dev.onbehalf.tenant.clients;

import static dev.onbehalf.tenant.Seeded.API;
import static dev.onbehalf.tenant.Seeded.API_SECRET;
import static dev.onbehalf.tenant.Seeded.API_URI;
import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.DAEMON;
import static dev.onbehalf.tenant.Seeded.DAEMON_SECRET;
import static dev.onbehalf.tenant.Seeded.GRAPH_DEFAULT;
import static dev.onbehalf.tenant.Seeded.MAX;
import static dev.onbehalf.tenant.Seeded.PASSWORD;
import static dev.onbehalf.tenant.Seeded.SIGNED_IN;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.Seeded.TARO_OID;
import static dev.onbehalf.tenant.Seeded.WEB;
import static dev.onbehalf.tenant.Seeded.WEB_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.JWTBearerGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("The Nimbus SDK as a client")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class NimbusTest {
    private static final ClientAuthentication WEB_FRONTEND =
            new ClientSecretBasic(new ClientID(WEB), new Secret(WEB_SECRET));
    private static final ClientAuthentication ORDERS_API =
            new ClientSecretPost(new ClientID(API), new Secret(API_SECRET));

    private final CodeVerifier verifier = new CodeVerifier();
    private final Nonce nonce = new Nonce();

    @Test
    void signs_somebody_in_and_verifies_the_id_token(Entra entra, TestingBrowser browser) throws Exception {
        OIDCProviderMetadata metadata = metadata(entra);

        var tokens = signIn(metadata, browser, TARO).getOIDCTokens();

        var validator = new IDTokenValidator(
                metadata.getIssuer(),
                new ClientID(WEB),
                JWSAlgorithm.RS256,
                metadata.getJWKSetURI().toURL());
        var claims = validator.validate(tokens.getIDToken(), nonce);
        assertThat(claims.getStringClaim("oid")).isEqualTo(TARO_OID);
        assertThat(claims.getStringClaim("tid")).isEqualTo(CONTOSO);
    }

    @Test
    void refreshes_and_gets_a_new_refresh_token(Entra entra, TestingBrowser browser) throws Exception {
        OIDCProviderMetadata metadata = metadata(entra);
        var tokens = signIn(metadata, browser, TARO).getOIDCTokens();

        TokenResponse refreshed =
                ask(metadata, WEB_FRONTEND, new RefreshTokenGrant(tokens.getRefreshToken()), null, false);

        var again = ((OIDCTokenResponse) refreshed.toSuccessResponse()).getOIDCTokens();
        assertThat(again.getRefreshToken()).isNotEqualTo(tokens.getRefreshToken());
        assertThat(again.getIDToken()).isNotNull();
    }

    @Test
    void exchanges_a_token_on_behalf_of_somebody(Entra entra, TestingBrowser browser) throws Exception {
        OIDCProviderMetadata metadata = metadata(entra);

        TokenResponse answer = exchange(metadata, browser, TARO);

        AccessTokenResponse exchanged = answer.toSuccessResponse();
        assertThat(exchanged.getTokens().getAccessToken().getScope().toStringList())
                .contains(GRAPH_DEFAULT, "https://graph.microsoft.com/User.Read");
        assertThat(exchanged.getTokens().getAccessToken().getLifetime()).isBetween(3600L, 5400L);
        assertThat(browser.graph("/me", exchanged.getTokens().getAccessToken().getValue())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void hears_why_an_exchange_was_refused(Entra entra, TestingBrowser browser) throws Exception {
        var error = exchange(metadata(entra), browser, MAX).toErrorResponse();

        assertThat(error.getErrorObject().getCode()).isEqualTo("invalid_grant");
        assertThat(error.getErrorObject().getDescription()).startsWith("AADSTS50076: ");
        assertThat(error.getErrorObject().getHTTPStatusCode()).isEqualTo(400);
        assertThat(error.toJSONObject()).containsKey("error_uri");
    }

    @Test
    void asks_in_its_own_name(Entra entra) throws Exception {
        var daemon = new ClientSecretBasic(new ClientID(DAEMON), new Secret(DAEMON_SECRET));

        TokenResponse answer =
                ask(metadata(entra), daemon, new ClientCredentialsGrant(), new Scope(API_URI + "/.default"), false);

        String token = answer.toSuccessResponse().getTokens().getAccessToken().getValue();
        assertThat(Answer.claimsOf(token).get("roles").toString()).isEqualTo("[\"Orders.Read.All\"]");
    }

    private static OIDCProviderMetadata metadata(Entra entra) throws Exception {
        return OIDCProviderMetadata.resolve(new Issuer(entra.issuer(CONTOSO)));
    }

    private OIDCTokenResponse signIn(OIDCProviderMetadata metadata, TestingBrowser browser, String user)
            throws Exception {
        var state = new State();
        URI request = new AuthenticationRequest.Builder(
                        new ResponseType("code"),
                        Scope.parse("openid profile offline_access " + API_URI + "/access_as_user"),
                        new ClientID(WEB),
                        URI.create(SIGNED_IN))
                .endpointURI(metadata.getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build()
                .toURI();
        Answer answer = browser.enter(browser.get(request.toString()), user, PASSWORD);
        AuthenticationSuccessResponse success = AuthenticationResponseParser.parse(URI.create(answer.location()))
                .toSuccessResponse();
        assertThat(success.getState()).isEqualTo(state);
        var grant = new AuthorizationCodeGrant(success.getAuthorizationCode(), URI.create(SIGNED_IN), verifier);
        return (OIDCTokenResponse)
                ask(metadata, WEB_FRONTEND, grant, null, false).toSuccessResponse();
    }

    private TokenResponse exchange(OIDCProviderMetadata metadata, TestingBrowser browser, String user)
            throws Exception {
        String token =
                signIn(metadata, browser, user).getOIDCTokens().getAccessToken().getValue();
        var grant = new JWTBearerGrant(SignedJWT.parse(token));
        return ask(metadata, ORDERS_API, grant, new Scope(GRAPH_DEFAULT), true);
    }

    private static TokenResponse ask(
            OIDCProviderMetadata metadata,
            ClientAuthentication client,
            AuthorizationGrant grant,
            Scope scope,
            boolean onBehalfOf)
            throws Exception {
        var request = new TokenRequest.Builder(metadata.getTokenEndpointURI(), client, grant).scope(scope);
        if (onBehalfOf) {
            request.customParameter("requested_token_use", "on_behalf_of");
        }
        return OIDCTokenResponseParser.parse(request.build().toHTTPRequest().send());
    }
}
