package dev.onbehalf.tenant.token;

import dev.onbehalf.tenant.error.Aadsts;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/** RFC 7636 §4.6: the verifier must fit the challenge. */
final class ProofKey {
    private ProofKey() {}

    /** @param challenge null when the front door was sent none */
    static void check(String challenge, String method, Optional<String> verifier) {
        if (challenge == null) {
            if (verifier.isPresent()) {
                throw Aadsts.VERIFIER_MISMATCH.with();
            }
            return;
        }
        String sent = verifier.orElseThrow(Aadsts.VERIFIER_MISSING::with);
        String expected = method.equals("S256") ? sha256(sent) : sent;
        if (!MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), challenge.getBytes(StandardCharsets.UTF_8))) {
            throw Aadsts.VERIFIER_MISMATCH.with();
        }
    }

    private static String sha256(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
