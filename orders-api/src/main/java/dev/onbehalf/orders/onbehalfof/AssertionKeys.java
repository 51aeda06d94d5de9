package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.access.Caller.SignedInUser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keys that identify an assertion without holding it: HMAC-SHA-256 under a key that lives as long as the process. */
final class AssertionKeys {

    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec secret;

    AssertionKeys() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.secret = new SecretKeySpec(random, HMAC);
    }

    Key of(SignedInUser user, Resource resource) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            mac.update(user.assertion().getBytes(StandardCharsets.US_ASCII));
            for (String scope : resource.scopes()) {
                // A space is in no scope and in no token.
                mac.update((byte) ' ');
                mac.update(scope.getBytes(StandardCharsets.UTF_8));
            }
            ByteBuffer digest = ByteBuffer.wrap(mac.doFinal());
            return new Key(
                    user.tid(), user.oid(), digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + HMAC, e);
        }
    }

    /** The user is in the key so that all of one user's entries can be found, also those still on their way. */
    record Key(String tid, String oid, long a, long b, long c, long d) {

        boolean isOf(SignedInUser user) {
            return tid.equals(user.tid()) && oid.equals(user.oid());
        }
    }
}
