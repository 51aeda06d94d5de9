package dev.onbehalf.tenant.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.http.Form;
import dev.onbehalf.tenant.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What msal 1.4 for browsers does with the fragment, and where it fails: it never verifies a signature and never calls
 * the token endpoint.
 */
final class ImplicitClient {
    private static final Set<String> INTERACTIVE = Set.of("login_required", "interaction_required", "consent_required");

    final String state = UUID.randomUUID() + "|" + "eyJpZCI6IjEifQ==";
    final String nonce = UUID.randomUUID().toString();

    record Account(String uid, String utid) {}

    record Tokens(Account account, JsonNode idToken, String accessToken, List<String> scopes, int expiresIn) {}

    static final class InteractionRequired extends RuntimeException {
        InteractionRequired(String error) {
            super(error);
        }
    }

    /** The parameters that the library adds to every request. */
    Map<String, String> request(Map<String, String> parameters, String responseType) {
        parameters.put("response_type", responseType);
        parameters.put("response_mode", "fragment");
        parameters.put("state", state);
        parameters.put("nonce", nonce);
        parameters.put("client_info", "1");
        parameters.put("x-client-SKU", "MSAL.JS");
        parameters.put("x-client-Ver", "1.4.18");
        parameters.put("client-request-id", UUID.randomUUID().toString());
        parameters.remove("code_challenge");
        parameters.remove("code_challenge_method");
        return parameters;
    }

    Tokens tokens(String hash) {
        Map<String, String> answer = Form.parse(hash).asMap();
        if (!state.equals(answer.get("state"))) {
            throw new IllegalStateException("state_mismatch");
        }
        String error = answer.get("error");
        if (error != null) {
            throw INTERACTIVE.contains(error) ? new InteractionRequired(error) : new IllegalStateException(error);
        }
        JsonNode idToken = null;
        Account account = null;
        if (answer.containsKey("id_token")) {
            account = account(answer.get("client_info"));
            idToken = Answer.claimsOf(answer.get("id_token"));
            if (!nonce.equals(idToken.path("nonce").asText())) {
                throw new IllegalStateException("nonce_mismatch");
            }
        }
        if (!answer.containsKey("access_token")) {
            return new Tokens(account, idToken, null, List.of(), 0);
        }
        // These two fail with a TypeError in the library.
        List<String> scopes = List.of(answer.get("scope").split(" "));
        int expiresIn = Integer.parseInt(answer.get("expires_in"));
        return new Tokens(account, idToken, answer.get("access_token"), scopes, expiresIn);
    }

    private static Account account(String clientInfo) {
        JsonNode json = Json.object(new String(Base64.getUrlDecoder().decode(clientInfo), StandardCharsets.UTF_8))
                .orElseThrow();
        return new Account(json.get("uid").asText(), json.get("utid").asText());
    }
}
