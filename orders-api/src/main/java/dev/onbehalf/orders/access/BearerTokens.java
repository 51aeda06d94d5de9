package dev.onbehalf.orders.access;

import static dev.onbehalf.orders.access.TokenRefused.invalid;

import dev.onbehalf.orders.access.SigningKeys.SigningKey;
import dev.onbehalf.orders.problem.ProblemType;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;

/**
 * Takes the place of smallrye-jwt's own parser: it knows one issuer where Entra has two, and its refusals do not say
 * what was wrong. Only RS256 with a key of the tenant's key set is accepted; keys and addresses inside the token (jwk,
 * jku, x5u, x5c) are never looked at.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class BearerTokens extends JWTCallerPrincipalFactory {

    private static final Logger LOG = Logger.getLogger(BearerTokens.class);
    private static final Pattern JWS = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");
    private static final int LONGEST = 24 * 1024;

    private final SigningKeys keys;
    private final VerifiedTokens verified;
    private final AccessChecks checks;
    private final Entra entra;

    BearerTokens(SigningKeys keys, VerifiedTokens verified, AccessChecks checks, Entra entra) {
        this.keys = keys;
        this.verified = verified;
        this.checks = checks;
        this.entra = entra;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo unused) throws TokenRefused {
        Optional<AccessToken> before = verified.find(token);
        if (before.isEmpty()) {
            return verify(token);
        }
        // A good signature stays good; all else is asked again.
        checks.requireIdentity(before.get().claims());
        return before.get();
    }

    private AccessToken verify(String token) throws TokenRefused {
        JsonWebSignature jws = wellFormed(token);
        JwtClaims claims = claimsOf(jws);
        TokenClaims read = new TokenClaims(claims.getClaimsMap());
        acceptHeader(jws);
        SigningKey key = keyOf(jws, read);
        verify(jws, key, read);
        checks.requireIdentity(read);
        AccessToken accepted = new AccessToken(token, claims, read);
        verified.keep(token, accepted, jws.getKeyIdHeaderValue(), key);
        return accepted;
    }

    private static JsonWebSignature wellFormed(String token) throws TokenRefused {
        if (token.length() > LONGEST) {
            throw invalid("the token is longer than 24 KiB");
        }
        if (!JWS.matcher(token).matches()) {
            throw invalid("this is not a signed JSON Web Token");
        }
        try {
            JsonWebSignature jws = new JsonWebSignature();
            // Duplicate members make jose4j refuse: two readers could take them for two different tokens.
            jws.setCompactSerialization(token);
            return jws;
        } catch (JoseException | RuntimeException e) {
            throw invalid("the token's header is not readable");
        }
    }

    private static JwtClaims claimsOf(JsonWebSignature jws) throws TokenRefused {
        try {
            return JwtClaims.parse(jws.getUnverifiedPayload());
        } catch (InvalidJwtException | RuntimeException e) {
            throw invalid("the token's claims are not readable");
        }
    }

    private static void acceptHeader(JsonWebSignature jws) throws TokenRefused {
        if (!"RS256".equals(jws.getObjectHeader("alg"))) {
            throw invalid("the token is not signed with RS256");
        }
        // RFC 7515 §4.1.11: an extension that is not understood must be refused, and none is.
        if (jws.getObjectHeader("crit") != null) {
            throw invalid("the token demands extensions (crit) that are not supported");
        }
        Object type = jws.getObjectHeader("typ");
        if (type != null && !"JWT".equalsIgnoreCase(type.toString()) && !"at+jwt".equalsIgnoreCase(type.toString())) {
            throw invalid("the token's type (typ) is not that of an access token");
        }
    }

    private void verify(JsonWebSignature jws, SigningKey key, TokenClaims claims) throws TokenRefused {
        try {
            jws.setAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, "RS256"));
            jws.setKey(key.key());
            if (!jws.verifySignature()) {
                throw badSignature(claims);
            }
        } catch (JoseException e) {
            throw badSignature(claims);
        }
        if (!mayBeOf(key, claims)) {
            throw checks.unverified(claims, invalid("the key that signed the token is not one of its issuer"));
        }
    }

    private boolean mayBeOf(SigningKey key, TokenClaims claims) {
        String tid = claims.tenantId();
        return tid != null && key.maySignFor(claims.issuer(), tid, entra.v1Issuer(tid));
    }

    private SigningKey keyOf(JsonWebSignature jws, TokenClaims claims) throws TokenRefused {
        if (!(jws.getObjectHeader("kid") instanceof String keyId)) {
            throw invalid("the token does not say which key signed it (kid)");
        }
        try {
            return keys.find(keyId)
                    .orElseThrow(() -> checks.unverified(
                            claims,
                            new TokenRefused(
                                    ProblemType.SIGNING_KEY_UNKNOWN,
                                    "no key of the tenant has the key id (kid) of the token")));
        } catch (IOException e) {
            LOG.warnf("The tenant's signing keys cannot be read: %s", e.getMessage());
            throw new TokenRefused(ProblemType.KEYS_UNAVAILABLE, "the tenant's signing keys cannot be read just now");
        }
    }

    private TokenRefused badSignature(TokenClaims claims) {
        return checks.unverified(claims, invalid("the token's signature is not that of the tenant"));
    }
}
