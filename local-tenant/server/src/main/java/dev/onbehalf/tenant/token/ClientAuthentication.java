package dev.onbehalf.tenant.token;

import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Form;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Decides whether a client is who it says it is: secret in the form or by Basic, signed assertion, or public. */
final class ClientAuthentication {
    static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final ClientAssertions assertions;
    private final Credentials credentials;
    private final Clock clock;

    ClientAuthentication(ClientAssertions assertions, Credentials credentials, Clock clock) {
        this.assertions = assertions;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** The client id, wherever it stands. */
    static Optional<String> clientId(Call call, Form form) {
        return form.value("client_id").or(() -> basic(call).map(Basic::rawId));
    }

    Credential check(Call call, Form form, Application client) {
        Optional<Basic> basic = basic(call);
        Optional<String> secret = form.value("client_secret");
        Optional<String> assertion = form.value("client_assertion");
        if (client.publicClient()) {
            if (basic.isPresent() || secret.isPresent() || assertion.isPresent()) {
                throw Aadsts.PUBLIC_WITH_CREDENTIAL.with();
            }
            return Credential.NONE;
        }
        if (assertion.isPresent()) {
            return signed(form, assertion.get(), client, call);
        }
        if (secret.isPresent()) {
            return secret(Set.of(secret.get()), client);
        }
        if (basic.isPresent()) {
            return secret(basic.get().secrets(), client);
        }
        boolean ownBehalf =
                form.value("grant_type").filter("client_credentials"::equals).isPresent();
        throw ownBehalf ? Aadsts.APP_CREDENTIAL_MISSING.with() : Aadsts.CREDENTIAL_MISSING.with();
    }

    private Credential signed(Form form, String assertion, Application client, Call call) {
        if (!form.value("client_assertion_type").filter(JWT_BEARER::equals).isPresent()) {
            throw Aadsts.MISSING_PARAMETER.with("client_assertion_type");
        }
        assertions.check(assertion, client, call);
        return Credential.CERTIFICATE;
    }

    private Credential secret(Set<String> candidates, Application client) {
        for (var registered : credentials.secrets(client)) {
            if (candidates.stream().anyMatch(candidate -> same(candidate, registered.value()))) {
                if (registered.expires() != null && registered.expires().isBefore(clock.instant())) {
                    throw Aadsts.SECRET_EXPIRED.with(client.clientId());
                }
                return Credential.SECRET;
            }
        }
        throw Aadsts.SECRET_WRONG.with(client.clientId());
    }

    /** Without leaking by its duration how much of a secret is right. */
    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Basic> basic(Call call) {
        return call.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6))
                .map(value -> Basic.parse(value.substring(6).trim()));
    }

    /** RFC 6749 §2.3.1 wants id and secret form-encoded; many clients, Quarkus among them, send them raw. */
    record Basic(String rawId, String rawSecret) {
        static Basic parse(String base64) {
            try {
                String both = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
                int colon = both.indexOf(':');
                return new Basic(both.substring(0, Math.max(0, colon)), both.substring(colon + 1));
            } catch (IllegalArgumentException noBase64) {
                throw Aadsts.MALFORMED.with();
            }
        }

        Set<String> secrets() {
            var both = new LinkedHashSet<String>();
            both.add(rawSecret);
            try {
                both.add(URLDecoder.decode(rawSecret, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException onlyRaw) {
                // A raw secret may contain a percent sign that escapes nothing.
            }
            return both;
        }

        @Override
        public String toString() {
            return "Basic[***]";
        }
    }
}
