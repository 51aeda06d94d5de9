package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.access.Caller.SignedInUser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys that identify an assertion without holding it: HMAC-SHA-256 under a key that lives as long as the process, or that
 * all replicas share.
 *
 * <p>Of a signed token its header and its signature are hashed, not the 8 KiB between them: an RS256 signature under the
 * tenant's key determines the SHA-256 digest of what was signed (RFC 8017 §8.2.2), and only verified tokens come here
 * ({@code orders.access.BearerTokens}). User and expiry are part of the key besides. See ADR 0009.
 */
final class AssertionKeys {

    private static final String HMAC = "HmacSHA256";
    /** Base64url of an RSA signature of 2048 bits, the shortest that is accepted. */
    private static final int SHORTEST_SIGNATURE = 342;

    private static final byte SEPARATOR = ' ';

    private final Mac keyed;
    private final String client;

    /** @param client the client id that the exchanges are for */
    AssertionKeys(byte[] secret, String client) {
        try {
            keyed = Mac.getInstance(HMAC);
            keyed.init(new SecretKeySpec(secret, HMAC));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + HMAC, e);
        }
        this.client = client;
    }

    static byte[] randomSecret() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return random;
    }

    Key of(SignedInUser user, Resource resource) {
        return of(user, resource, "");
    }

    /** @param claims JSON of a claims challenge, or blank */
    Key of(SignedInUser user, Resource resource, String claims) {
        Mac mac = fresh();
        addProof(mac, user.assertion());
        add(mac, user.tid());
        add(mac, user.oid());
        add(mac, Long.toString(user.assertionExpiry().getEpochSecond()));
        add(mac, client);
        for (String scope : resource.scopes()) {
            add(mac, scope);
        }
        // No space is in any of the others; claims are the last part.
        mac.update(SEPARATOR);
        add(mac, claims);
        ByteBuffer digest = ByteBuffer.wrap(mac.doFinal());
        return new Key(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
    }

    /** The user under a name that tells nobody who it is. */
    UserName nameOf(SignedInUser user) {
        Mac mac = fresh();
        add(mac, "user");
        add(mac, user.tid());
        add(mac, user.oid());
        ByteBuffer digest = ByteBuffer.wrap(mac.doFinal());
        return new UserName(digest.getLong(), digest.getLong());
    }

    private static void addProof(Mac mac, String assertion) {
        int signature = assertion.lastIndexOf('.');
        int payload = assertion.indexOf('.');
        if (payload < signature && assertion.length() - signature > SHORTEST_SIGNATURE) {
            add(mac, assertion.substring(0, payload));
            add(mac, assertion.substring(signature));
        } else {
            add(mac, assertion);
        }
    }

    private static void add(Mac mac, String part) {
        mac.update(part.getBytes(StandardCharsets.UTF_8));
        mac.update(SEPARATOR);
    }

    private Mac fresh() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own " + HMAC + " can be cloned", e);
        }
    }

    record Key(long a, long b, long c, long d) {

        String hex() {
            HexFormat hex = HexFormat.of();
            return hex.toHexDigits(a) + hex.toHexDigits(b) + hex.toHexDigits(c) + hex.toHexDigits(d);
        }

        static Key ofHex(String hex) {
            return new Key(longAt(hex, 0), longAt(hex, 16), longAt(hex, 32), longAt(hex, 48));
        }
    }

    record UserName(long a, long b) {

        String hex() {
            return HexFormat.of().toHexDigits(a) + HexFormat.of().toHexDigits(b);
        }

        static UserName ofHex(String hex) {
            return new UserName(longAt(hex, 0), longAt(hex, 16));
        }
    }

    private static long longAt(String hex, int from) {
        return HexFormat.fromHexDigitsToLong(hex, from, from + 16);
    }
}
