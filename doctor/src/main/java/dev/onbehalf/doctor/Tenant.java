package dev.onbehalf.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.onbehalf.doctor.TenantHttp.Reply;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The requests the doctor makes, and their answers in the tenant's own words. */
final class Tenant {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NUMBER = Pattern.compile("AADSTS(\\d{4,8})");
    private static final String ON_BEHALF_OF = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /** What the token endpoint said. */
    sealed interface TokenAnswer {

        /** @param claims of a token that is forgotten at once; its signature is not looked at */
        record Granted(JsonNode claims) implements TokenAnswer {}

        /** @param number of the AADSTS code; 0 when there is none */
        record Refused(int number, String error) implements TokenAnswer {}

        record Silent(Reply.Silence silence) implements TokenAnswer {}
    }

    private final TenantHttp http;
    private final Settings settings;

    Tenant(TenantHttp http, Settings settings) {
        this.http = http;
        this.settings = settings;
    }

    Reply metadata() {
        return http.get(below(settings.authorityHost(), "/v2.0/.well-known/openid-configuration"));
    }

    Reply keys() {
        return http.get(below(settings.authorityHost(), "/discovery/v2.0/keys"));
    }

    Reply graphWithoutToken() {
        return http.get(URI.create(settings.graphUrl() + "/me"));
    }

    /** Without a session: the tenant sends an error to a registered redirect URI, and to no other. */
    Reply silentSignIn(String clientId, String redirectUri) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", clientId);
        query.put("response_type", "code");
        query.put("redirect_uri", redirectUri);
        query.put("scope", "openid");
        query.put("prompt", "none");
        query.put("state", "doctor");
        return http.get(below(settings.authorityHost(), "/oauth2/v2.0/authorize?" + form(query)));
    }

    /** The application in its own name (client credentials). */
    TokenAnswer tokenFor(String resource, String clientId, URI authority, Proof.Usable proof) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("scope", resource + "/.default");
        return token(form, clientId, authority, proof);
    }

    TokenAnswer onBehalfOf(Secret userToken, String scope, Proof.Usable proof) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", ON_BEHALF_OF);
        form.put("requested_token_use", "on_behalf_of");
        form.put("assertion", userToken.value());
        form.put("scope", scope);
        return token(form, settings.apiClientId(), settings.tokenAuthorityHost(), proof);
    }

    private TokenAnswer token(Map<String, String> form, String clientId, URI authority, Proof.Usable proof) {
        URI endpoint = below(authority, "/oauth2/v2.0/token");
        form.put("client_id", clientId);
        form.putAll(proof.parameters(clientId, endpoint));
        return switch (http.post(endpoint, form(form))) {
            case Reply.Silence silence -> new TokenAnswer.Silent(silence);
            case Reply.Answer answer
            when answer.status() == 200 ->
                new TokenAnswer.Granted(
                        claims(json(answer.body()).path("access_token").asText()));
            case Reply.Answer refusal ->
                new TokenAnswer.Refused(
                        number(refusal.body()),
                        json(refusal.body()).path("error").asText("status " + refusal.status()));
        };
    }

    private URI below(URI authority, String path) {
        return URI.create(authority + "/" + URLEncoder.encode(settings.tenantId(), StandardCharsets.UTF_8) + path);
    }

    private static String form(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> member.getKey() + "=" + URLEncoder.encode(member.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** The number of the first AADSTS code in a text, or 0. */
    static int number(String text) {
        Matcher found = NUMBER.matcher(text);
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    /** Empty where the text is no JSON: a proxy's page, for example. */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException page) {
            return MissingNode.getInstance();
        }
    }

    static JsonNode claims(String token) {
        String[] parts = token.split("\\.");
        try {
            return parts.length == 3
                    ? json(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
                    : MissingNode.getInstance();
        } catch (IllegalArgumentException noBase64) {
            return MissingNode.getInstance();
        }
    }
}
