package dev.onbehalf.tenant.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.discovery.Addresses;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.http.Call;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * {@code private_key_jwt}: an assertion that the client signed with the key of a registered certificate, or that
 * another issuer signed for it.
 */
final class ClientAssertions {
    private static final Set<String> ALGORITHMS = Set.of("RS256", "PS256");
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Addresses addresses;
    private final Clock clock;
    private final Credentials credentials;
    private final FederatedAssertions federated;

    ClientAssertions(Addresses addresses, Credentials credentials, FederatedAssertions federated, Clock clock) {
        this.addresses = addresses;
        this.credentials = credentials;
        this.federated = federated;
        this.clock = clock;
    }

    void check(String assertion, Application client, Call call) {
        try {
            SignedJWT jwt = SignedJWT.parse(assertion);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            if (federated.isForeign(claims, client)) {
                federated.check(jwt, claims, client);
                checkTime(claims);
                return;
            }
            if (claims.getSubject() == null || !claims.getSubject().equals(claims.getIssuer())) {
                throw Aadsts.ASSERTION_SUBJECT.with();
            }
            if (!claims.getSubject().equals(client.clientId()) || !isSigned(jwt, client)) {
                throw Aadsts.ASSERTION_SIGNATURE.with();
            }
            if (claims.getAudience().stream().noneMatch(audience -> isThisTenant(audience, call))) {
                throw Aadsts.ASSERTION_AUDIENCE.with();
            }
            checkTime(claims);
        } catch (ParseException | JOSEException malformed) {
            throw Aadsts.ASSERTION_SIGNATURE.with();
        }
    }

    private void checkTime(JWTClaimsSet claims) {
        Instant now = clock.instant();
        boolean expired = claims.getExpirationTime() == null
                || claims.getExpirationTime().toInstant().isBefore(now);
        boolean early = claims.getNotBeforeTime() != null
                && claims.getNotBeforeTime().toInstant().minus(SKEW).isAfter(now);
        if (expired || early) {
            throw Aadsts.ASSERTION_TIME.with();
        }
    }

    /** The token endpoint by either door, or an issuer: libraries differ in what they take for the audience. */
    private boolean isThisTenant(String audience, Call call) {
        for (String door :
                List.of(addresses.http().toString(), addresses.https().toString())) {
            if (audience.equals(door + call.path()) || audience.startsWith(door + "/" + call.segment("tenant") + "/")) {
                return true;
            }
        }
        return audience.startsWith(addresses.http() + "/sts/");
    }

    private boolean isSigned(SignedJWT jwt, Application client) throws JOSEException {
        if (!ALGORITHMS.contains(jwt.getHeader().getAlgorithm().getName())) {
            return false;
        }
        for (X509Certificate certificate : credentials.certificates(client)) {
            if (names(jwt, certificate) && verifies(jwt, certificate)) {
                return true;
            }
        }
        return false;
    }

    private static boolean verifies(JWSObject jwt, X509Certificate certificate) throws JOSEException {
        return certificate.getPublicKey() instanceof RSAPublicKey key && jwt.verify(new RSASSAVerifier(key));
    }

    /** Libraries write thumbprints in base64url or, like MSAL4J, in padded base64: the bytes are compared. */
    private static boolean names(JWSObject jwt, X509Certificate certificate) {
        JWSHeader header = jwt.getHeader();
        byte[] sha1 = thumbprint("SHA-1", certificate);
        Object x5t = header.toJSONObject().get("x5t");
        Object x5tS256 = header.toJSONObject().get("x5t#S256");
        return is(x5tS256, thumbprint("SHA-256", certificate))
                || is(x5t, sha1)
                || is(header.getKeyID(), sha1)
                || hex(sha1).equalsIgnoreCase(header.getKeyID());
    }

    private static boolean is(Object base64, byte[] thumbprint) {
        if (!(base64 instanceof String text)) {
            return false;
        }
        try {
            String url = text.replace('+', '-').replace('/', '_').replace("=", "");
            return Arrays.equals(Base64.getUrlDecoder().decode(url), thumbprint);
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    private static byte[] thumbprint(String algorithm, X509Certificate certificate) {
        try {
            return MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
