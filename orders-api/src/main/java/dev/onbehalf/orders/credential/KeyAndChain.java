package dev.onbehalf.orders.credential;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key with its certificate, as read from PEM or PKCS12 files.
 *
 * @param chain the certificate itself first, then who signed it
 */
record KeyAndChain(PrivateKey key, List<X509Certificate> chain) {

    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final long LARGEST = 256 * 1024L;

    KeyAndChain {
        chain = List.copyOf(chain);
        X509Certificate own = chain.getFirst();
        // MSAL4J signs with RSA only.
        if (!(key instanceof RSAPrivateKey rsa) || !(own.getPublicKey() instanceof RSAPublicKey published)) {
            throw CredentialUnavailable.untilMended("the key is not an RSA key, which MSAL4J needs");
        }
        BigInteger modulus = published.getModulus();
        if (!rsa.getModulus().equals(modulus)) {
            throw CredentialUnavailable.untilMended("the private key is not that of the certificate");
        }
        if (modulus.bitLength() < 2048) {
            throw CredentialUnavailable.untilMended("the key is shorter than 2048 bits");
        }
    }

    /** @param keyFile the same as {@code file} where both are in one */
    static KeyAndChain read(Path file, Path keyFile, String password) throws IOException {
        byte[] content = limited(file);
        String text = new String(content, StandardCharsets.ISO_8859_1);
        try {
            return text.contains("-----BEGIN ")
                    ? fromPem(content, file.equals(keyFile) ? text : Files.readString(keyFile))
                    : fromPkcs12(decoded(content, text), password.toCharArray());
        } catch (GeneralSecurityException e) {
            throw CredentialUnavailable.untilMended("it is neither PEM nor PKCS12 with a readable key and certificate");
        }
    }

    X509Certificate certificate() {
        return chain.getFirst();
    }

    private static byte[] limited(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw CredentialUnavailable.untilMended("it is larger than 256 KiB");
        }
        byte[] content = Files.readAllBytes(file);
        if (content.length == 0) {
            throw CredentialUnavailable.untilMended("it is empty");
        }
        return content;
    }

    /** Azure Key Vault hands out PKCS12 in base64. */
    private static byte[] decoded(byte[] content, String text) {
        return text.startsWith("MI") ? Base64.getMimeDecoder().decode(text) : content;
    }

    private static KeyAndChain fromPem(byte[] certificates, String keyText) throws GeneralSecurityException {
        Matcher key = PKCS8.matcher(keyText);
        if (!key.find()) {
            throw CredentialUnavailable.untilMended(
                    "there is no unencrypted PKCS8 key (-----BEGIN PRIVATE KEY-----); convert it with openssl pkcs8"
                            + " -topk8 -nocrypt");
        }
        PrivateKey privateKey = KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1))));
        String all = new String(certificates, StandardCharsets.ISO_8859_1);
        int first = all.indexOf("-----BEGIN CERTIFICATE-----");
        if (first < 0) {
            throw CredentialUnavailable.untilMended("there is no certificate (-----BEGIN CERTIFICATE-----)");
        }
        // Java's reader stops at a key, whatever stands behind it.
        String withoutKeys = PKCS8.matcher(all).replaceAll("");
        return new KeyAndChain(
                privateKey,
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(
                                new ByteArrayInputStream(withoutKeys.getBytes(StandardCharsets.ISO_8859_1)))
                        .stream()
                        .map(X509Certificate.class::cast)
                        .toList());
    }

    private static KeyAndChain fromPkcs12(byte[] content, char[] password)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(new ByteArrayInputStream(content), password);
        } catch (IOException e) {
            throw CredentialUnavailable.untilMended(
                    "it is neither PEM nor a PKCS12 file that opens with entra.api-certificate.password");
        }
        for (String alias : Collections.list(store.aliases())) {
            Key key = store.getKey(alias, password);
            if (key instanceof PrivateKey found && store.getCertificateChain(alias) != null) {
                return new KeyAndChain(
                        found,
                        Arrays.stream(store.getCertificateChain(alias))
                                .map(X509Certificate.class::cast)
                                .toList());
            }
        }
        throw CredentialUnavailable.untilMended("the PKCS12 file has no private key with a certificate");
    }

    @Override
    public String toString() {
        return "KeyAndChain[***]";
    }
}
