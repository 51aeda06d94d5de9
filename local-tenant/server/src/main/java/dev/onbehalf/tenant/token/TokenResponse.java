package dev.onbehalf.tenant.token;

import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.directory.Tenant;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The members of a successful answer. Version 1 writes its numbers as texts. */
final class TokenResponse {
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final int version;

    TokenResponse(int version) {
        this.version = version;
        members.put("token_type", "Bearer");
    }

    TokenResponse scope(String scope) {
        members.put("scope", scope);
        return this;
    }

    TokenResponse accessToken(TokenIssuer.Issued issued) {
        number("expires_in", issued.life().toSeconds());
        number("ext_expires_in", issued.life().toSeconds());
        if (issued.continuouslyEvaluated()) {
            number("refresh_in", issued.life().toSeconds() / 2);
        }
        members.put("access_token", issued.token());
        return this;
    }

    /** Version 1 repeats when and for what. */
    TokenResponse validity(Instant now, TokenIssuer.Issued issued, String resource) {
        if (version == 1) {
            number("expires_on", now.plus(issued.life()).getEpochSecond());
            number("not_before", now.getEpochSecond());
            members.put("resource", resource);
        }
        return this;
    }

    void refreshToken(String token) {
        members.put("refresh_token", token);
    }

    void refreshTokenExpiresIn(long seconds) {
        number("refresh_token_expires_in", seconds);
    }

    void idToken(String token) {
        members.put("id_token", token);
    }

    void clientInfo(Person person, Tenant tenant) {
        members.put("client_info", ClientInfo.of(person, tenant));
    }

    private void number(String name, long value) {
        members.put(name, version == 1 ? (Object) String.valueOf(value) : (Object) value);
    }

    Map<String, Object> members() {
        return members;
    }
}
