package dev.onbehalf.tenant.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.directory.Application.FederatedCredential;
import dev.onbehalf.tenant.directory.Tenant;
import dev.onbehalf.tenant.discovery.Addresses;
import dev.onbehalf.tenant.error.Aadsts;
import java.text.ParseException;
import java.util.List;
import java.util.function.Predicate;

/**
 * Workload identity federation: the assertion of another issuer proves the client. Issuer, subject and audience are
 * compared exactly and with regard to case, then the signature with the keys that the issuer itself publishes.
 *
 * @see <a href="https://learn.microsoft.com/entra/workload-id/workload-identity-federation">Workload identity
 *     federation</a>
 */
final class FederatedAssertions {
    private final Credentials credentials;
    private final Addresses addresses;
    private final List<Tenant> tenants;
    private final IssuerKeys keys = new IssuerKeys();

    FederatedAssertions(Credentials credentials, Addresses addresses, List<Tenant> tenants) {
        this.credentials = credentials;
        this.addresses = addresses;
        this.tenants = tenants;
    }

    /** Whether this is another issuer's assertion, not one that the client signed about itself. */
    boolean isForeign(JWTClaimsSet claims, Application client) {
        boolean url = claims.getIssuer() != null && claims.getIssuer().matches("https?://.+");
        return url && !client.clientId().equals(claims.getSubject());
    }

    void check(SignedJWT jwt, JWTClaimsSet claims, Application client) throws JOSEException, ParseException {
        if (tenants.stream().anyMatch(tenant -> addresses.isIssuerOf(claims.getIssuer(), tenant.id()))) {
            throw Aadsts.FEDERATED_BY_ENTRA.with();
        }
        requireMatch(claims, client);
        if (!jwt.getHeader().getAlgorithm().getName().equals("RS256") || !isSigned(jwt, claims.getIssuer())) {
            throw Aadsts.ASSERTION_SIGNATURE.with();
        }
    }

    private void requireMatch(JWTClaimsSet claims, Application client) {
        List<FederatedCredential> registered = credentials.federated(client);
        if (registered.isEmpty()) {
            throw Aadsts.FEDERATED_NO_MATCH.with();
        }
        var ofIssuer = those(registered, credential -> credential.issuer().equals(claims.getIssuer()));
        if (ofIssuer.isEmpty()) {
            throw Aadsts.FEDERATED_ISSUER.with(claims.getIssuer());
        }
        var ofSubject = those(ofIssuer, credential -> credential.subject().equals(claims.getSubject()));
        if (ofSubject.isEmpty()) {
            throw Aadsts.FEDERATED_SUBJECT.with(claims.getSubject());
        }
        if (those(ofSubject, credential -> claims.getAudience().contains(credential.audience()))
                .isEmpty()) {
            throw Aadsts.FEDERATED_AUDIENCE.with(String.join(" ", claims.getAudience()));
        }
    }

    private static List<FederatedCredential> those(
            List<FederatedCredential> credentials, Predicate<FederatedCredential> wanted) {
        return credentials.stream().filter(wanted).toList();
    }

    private boolean isSigned(SignedJWT jwt, String issuer) throws JOSEException, ParseException {
        JWKSet published = keys.of(issuer);
        String id = jwt.getHeader().getKeyID();
        for (var key : published.getKeys()) {
            boolean named = id == null || id.equals(key.getKeyID());
            if (named && key instanceof RSAKey rsa && jwt.verify(new RSASSAVerifier(rsa.toRSAPublicKey()))) {
                return true;
            }
        }
        return false;
    }
}
