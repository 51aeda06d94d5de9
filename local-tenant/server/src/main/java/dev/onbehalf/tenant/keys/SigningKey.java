package dev.onbehalf.tenant.keys;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/** An RSA key with its self-signed certificate. As at Entra the key id is the certificate's SHA-1 thumbprint. */
public record SigningKey(String id, PrivateKey privateKey, X509Certificate certificate) {

    public static SigningKey of(PrivateKey privateKey, X509Certificate certificate) {
        try {
            byte[] thumbprint = MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded());
            return new SigningKey(
                    Base64.getUrlEncoder().withoutPadding().encodeToString(thumbprint), privateKey, certificate);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static SigningKey generate() {
        var pair = Certificates.rsaKeyPair();
        return of(pair.getPrivate(), Certificates.selfSigned(pair, "CN=accounts.accesscontrol.local-tenant"));
    }

    public RSAPublicKey publicKey() {
        return (RSAPublicKey) certificate.getPublicKey();
    }

    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
