package dev.onbehalf.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.onbehalf.tenant.StandardSeed;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A client of orders-api that nobody wrote for it: the Nimbus SDK speaks OAuth, plain HTTP does the rest. It is registered
 * like web-frontend.
 */
final class AnyClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ClientID ID = new ClientID(StandardSeed.WEB_CLIENT_ID);
    private static final String API_URI = "api://" + StandardSeed.API_CLIENT_ID;
    private static final Scope SCOPE = Scope.parse(List.of(
            "openid",
            "profile",
            "offline_access",
            API_URI + "/access_as_user",
            API_URI + "/Orders.Read",
            API_URI + "/Orders.ReadWrite"));

    private final RunningSystem system;
    private final URI redirect;
    private final OIDCProviderMetadata tenant;
    private final PlainBrowser browser;
    private final Wire wire;
    private OIDCTokens tokens;

    AnyClient(RunningSystem system, String user) {
        this.system = system;
        this.browser = new PlainBrowser(system, user);
        this.wire = browser.wire();
        this.redirect = system.webUrl().resolve("/signed-in");
        try {
            this.tenant =
                    OIDCProviderMetadata.resolve(new Issuer(system.tenant().issuer(StandardSeed.TENANT_ID)));
        } catch (GeneralException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Signs in with code and PKCE, saying that it can handle challenges. */
    AnyClient signIn() {
        return signIn("{}");
    }

    /** The same with what a challenge demanded. @param claims as JSON */
    AnyClient signIn(String claims) {
        CodeVerifier verifier = new CodeVerifier();
        State state = new State();
        Nonce nonce = new Nonce();
        URI request = new AuthenticationRequest.Builder(ResponseType.CODE, SCOPE, ID, redirect)
                .endpointURI(tenant.getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .customParameter("claims", withCp1(claims))
                .build()
                .toURI();
        AuthenticationSuccessResponse success =
                success(browser.throughThePages(request).location());
        if (!state.equals(success.getState())) {
            throw new AssertionError("The state came back changed");
        }
        tokens = redeem(new AuthorizationCodeGrant(success.getAuthorizationCode(), redirect, verifier));
        validate(nonce);
        return this;
    }

    /** Lets the API use a scope: asked in the API's name, and the code that comes back is of no use to us. */
    AnyClient consent(String apiClientId, String scope) {
        URI back = system.webUrl().resolve("/consented");
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put("client_id", List.of(apiClientId));
        parameters.put("response_type", List.of("code"));
        parameters.put("redirect_uri", List.of(back.toString()));
        parameters.put("scope", List.of(scope));
        parameters.put("state", List.of(new State().getValue()));
        URI request = URI.create(tenant.getAuthorizationEndpointURI() + "?" + URLUtils.serializeParameters(parameters));
        success(browser.throughThePages(request).location());
        return this;
    }

    private static AuthenticationSuccessResponse success(URI answer) {
        try {
            return AuthenticationResponseParser.parse(answer).toSuccessResponse();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private OIDCTokens redeem(AuthorizationCodeGrant grant) {
        ClientAuthentication secret = new ClientSecretPost(ID, new Secret(StandardSeed.WEB_CLIENT_SECRET));
        TokenRequest request = new TokenRequest.Builder(tenant.getTokenEndpointURI(), secret, grant).build();
        try {
            HTTPResponse answer = request.toHTTPRequest().send(this::send);
            return ((OIDCTokenResponse) OIDCTokenResponseParser.parse(answer).toSuccessResponse()).getOIDCTokens();
        } catch (ParseException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private HTTPResponse send(ReadOnlyHTTPRequest request) {
        Wire.Exchange exchange = wire.send(
                request.getMethod().name(),
                request.getURI(),
                request.getBody(),
                request.getHeaderMap().entrySet().stream()
                        .flatMap(header ->
                                Stream.of(header.getKey(), header.getValue().getFirst()))
                        .toArray(String[]::new));
        HTTPResponse response = new HTTPResponse(exchange.status());
        exchange.headers().map().forEach((name, values) -> response.setHeader(name, values.toArray(String[]::new)));
        response.setBody(exchange.answer());
        return response;
    }

    private void validate(Nonce nonce) {
        try {
            new IDTokenValidator(
                            tenant.getIssuer(),
                            ID,
                            JWSAlgorithm.RS256,
                            tenant.getJWKSetURI().toURL())
                    .validate(tokens.getIDToken(), nonce);
        } catch (BadJOSEException | JOSEException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String withCp1(String claims) {
        try {
            ObjectNode all = (ObjectNode) JSON.readTree(claims);
            all.withObject("/access_token/xms_cc").putArray("values").add("cp1");
            return all.toString();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    Wire.Exchange get(String path) {
        return call("GET", system.apiUrl().resolve(path), "");
    }

    /** A call with the token in hand. @param headers names and values by turns */
    Wire.Exchange call(String method, URI uri, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Authorization";
        all[1] = "Bearer " + accessToken();
        System.arraycopy(headers, 0, all, 2, headers.length);
        return wire.send(method, uri, body, all);
    }

    /** Places an order. @return its path */
    String places(String item, int quantity, String unitPrice) {
        Wire.Exchange placed = call(
                "POST",
                system.apiUrl().resolve("/orders"),
                "{\"item\":\"%s\",\"quantity\":%d,\"unitPrice\":%s}".formatted(item, quantity, unitPrice),
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                new State().getValue());
        if (placed.status() != 201) {
            throw new AssertionError(placed + ": " + placed.answer());
        }
        return placed.location().getPath();
    }

    Wire.Exchange post(String path, String... headers) {
        return call("POST", system.apiUrl().resolve(path), "", headers);
    }

    String accessToken() {
        return tokens.getAccessToken().getValue();
    }

    Wire wire() {
        return wire;
    }

    @Override
    public void close() {
        browser.close();
    }
}
