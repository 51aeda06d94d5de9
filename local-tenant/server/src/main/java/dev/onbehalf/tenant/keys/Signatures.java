package dev.onbehalf.tenant.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;

/** RS256 over the two parts of a token. */
public final class Signatures {
    private static final String RS256 = "SHA256withRSA";

    private Signatures() {}

    public static byte[] rs256(String signed, SigningKey key) {
        try {
            Signature signer = Signature.getInstance(RS256);
            signer.initSign(key.privateKey());
            signer.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signer.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static boolean verifies(String signed, byte[] signature, SigningKey key) {
        try {
            Signature verifier = Signature.getInstance(RS256);
            verifier.initVerify(key.publicKey());
            verifier.update(signed.getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(signature);
        } catch (GeneralSecurityException malformedSignature) {
            return false;
        }
    }
}
