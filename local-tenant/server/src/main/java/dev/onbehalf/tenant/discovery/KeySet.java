package dev.onbehalf.tenant.discovery;

import dev.onbehalf.tenant.keys.SigningKey;
import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The published keys. There is no {@code alg} member, as at Entra: clients must restrict themselves to RS256.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517">RFC 7517</a>
 */
final class KeySet {
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private KeySet() {}

    static Map<String, Object> v2(List<SigningKey> keys, String issuer) {
        return Map.of("keys", keys.stream().map(key -> v2(key, issuer)).toList());
    }

    static Map<String, Object> v1(List<SigningKey> keys, String issuer) {
        return Map.of("keys", keys.stream().map(key -> basic(key, issuer)).toList());
    }

    private static Map<String, Object> v2(SigningKey key, String issuer) {
        var jwk = basic(key, issuer);
        jwk.put("cloud_instance_name", "microsoftonline.com");
        return jwk;
    }

    private static Map<String, Object> basic(SigningKey key, String issuer) {
        var jwk = new LinkedHashMap<String, Object>();
        jwk.put("kty", "RSA");
        jwk.put("use", "sig");
        jwk.put("kid", key.id());
        jwk.put("x5t", key.id());
        jwk.put("n", unsigned(key.publicKey().getModulus()));
        jwk.put("e", unsigned(key.publicKey().getPublicExponent()));
        jwk.put("x5c", List.of(certificate(key)));
        jwk.put("issuer", issuer);
        return jwk;
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int start = bytes[0] == 0 && bytes.length > 1 ? 1 : 0;
        return URL.encodeToString(java.util.Arrays.copyOfRange(bytes, start, bytes.length));
    }

    private static String certificate(SigningKey key) {
        try {
            return Base64.getEncoder().encodeToString(key.certificate().getEncoded());
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
