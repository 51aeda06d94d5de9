package dev.onbehalf.tenant.authorize;

import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.token.AuthorizationCodes;
import dev.onbehalf.tenant.token.ClientInfo;
import dev.onbehalf.tenant.token.Credential;
import dev.onbehalf.tenant.token.GrantedScopes;
import dev.onbehalf.tenant.token.TokenIssuer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters of a granted authorize request: a code, or tokens at once, or both. */
final class GrantedAnswer {
    private final Directory directory;
    private final AuthorizationCodes codes;
    private final TokenIssuer issuer;
    private final Clock clock;

    GrantedAnswer(Directory directory, AuthorizationCodes codes, TokenIssuer issuer, Clock clock) {
        this.directory = directory;
        this.codes = codes;
        this.issuer = issuer;
        this.clock = clock;
    }

    Map<String, String> to(
            AuthorizeAttempt attempt, Person person, BrowserSession.Account account, GrantedScopes granted) {
        var answer = new LinkedHashMap<String, String>();
        if (attempt.responseTypes.contains("code")) {
            answer.put("code", code(attempt, account));
        }
        var asking = TokenIssuer.Asking.inTheFrontChannel(
                directory.tenantOf(person), attempt.client, Credential.NONE, attempt.capabilities);
        if (attempt.responseTypes.contains("token")) {
            accessToken(answer, issuer.delegated(asking, person, account.signIn(), granted), granted);
        }
        if (attempt.responseTypes.contains("id_token")) {
            answer.put("id_token", idToken(attempt, asking, person, account, answer));
        }
        if (attempt.parameter("client_info").filter("1"::equals).isPresent()) {
            answer.put("client_info", ClientInfo.of(person, directory.tenantOf(person)));
        }
        attempt.parameter("state").ifPresent(state -> answer.put("state", state));
        answer.put("session_state", account.sessionId());
        if (attempt.parameter("instance_aware").filter("true"::equals).isPresent()) {
            answer.putAll(cloud());
        }
        return answer;
    }

    private String code(AuthorizeAttempt attempt, BrowserSession.Account account) {
        return codes.issue(new AuthorizationCodes.Code(
                AuthorizationCodes.newId(),
                clock.instant(),
                attempt.client.clientId(),
                attempt.redirectUri,
                attempt.parameter("redirect_uri").isPresent(),
                attempt.redirect.type(),
                attempt.parameter("scope").orElse("openid"),
                attempt.version == 1 ? attempt.scopes.identifier() : null,
                attempt.parameter("nonce").orElse(null),
                attempt.parameter("code_challenge").orElse(null),
                attempt.parameter("code_challenge_method").orElse("plain"),
                attempt.wantsAuthTime,
                attempt.capabilities,
                account.signIn()));
    }

    /** RFC 6749 §4.2.2; {@code scope} always, because msal 1.x fails without it. */
    private static void accessToken(Map<String, String> answer, TokenIssuer.Issued issued, GrantedScopes granted) {
        answer.put("access_token", issued.token());
        answer.put("token_type", "Bearer");
        answer.put("expires_in", String.valueOf(issued.life().toSeconds()));
        answer.put("scope", granted.inResponse());
    }

    /** OpenID Connect Core §3.3.2.11: bound to what travels beside it. */
    private String idToken(
            AuthorizeAttempt attempt,
            TokenIssuer.Asking asking,
            Person person,
            BrowserSession.Account account,
            Map<String, String> beside) {
        var extra = new LinkedHashMap<String, Object>();
        attempt.parameter("nonce").ifPresent(nonce -> extra.put("nonce", nonce));
        if (attempt.wantsAuthTime) {
            extra.put("auth_time", account.signIn().at().getEpochSecond());
        }
        if (beside.containsKey("code")) {
            extra.put("c_hash", leftHalfHash(beside.get("code")));
        }
        if (beside.containsKey("access_token")) {
            extra.put("at_hash", leftHalfHash(beside.get("access_token")));
        }
        return issuer.idToken(asking, person, account.signIn(), attempt.scopes.openId(), attempt.version, extra);
    }

    private static String leftHalfHash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, hash.length / 2));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Which cloud the person lives in, as the metadata names it. */
    private static Map<String, String> cloud() {
        var cloud = new LinkedHashMap<String, String>();
        cloud.put("cloud_instance_name", "microsoftonline.com");
        cloud.put("cloud_instance_host_name", "login.microsoftonline.com");
        cloud.put("cloud_graph_host_name", "graph.windows.net");
        cloud.put("msgraph_host", "graph.microsoft.com");
        return cloud;
    }
}
