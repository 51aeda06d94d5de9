package dev.onbehalf.doctor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate with its key, which signs an assertion for each request.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/certificate-credentials">Certificate credentials</a>
 */
record CertificateProof(PrivateKey key, X509Certificate certificate, Clock clock) implements Proof.Usable {

    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final int LARGEST = 256 * 1024;
    private static final int SECONDS = 300;

    static CertificateProof read(Path file, Optional<Path> keyFile, Optional<Secret> password, Clock clock)
            throws IOException, GeneralSecurityException {
        byte[] content = limited(file);
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (!text.contains("-----BEGIN CERTIFICATE-----")) {
            byte[] pkcs12 = text.startsWith("MI") ? Base64.getMimeDecoder().decode(text) : content;
            return fromPkcs12(pkcs12, password.map(Secret::value).orElse("").toCharArray(), clock);
        }
        String keyText = keyFile.isEmpty() ? text : new String(limited(keyFile.get()), StandardCharsets.ISO_8859_1);
        Matcher key = PKCS8.matcher(keyText);
        if (!key.find()) {
            throw new GeneralSecurityException("no unencrypted PKCS8 key");
        }
        byte[] der = Base64.getMimeDecoder().decode(key.group(1));
        return new CertificateProof(
                KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)),
                (X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(text.substring(text.indexOf("-----BEGIN CERTIFICATE-----"))
                                        .getBytes(StandardCharsets.ISO_8859_1))),
                clock);
    }

    private static byte[] limited(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("larger than 256 KiB");
        }
        return Files.readAllBytes(file);
    }

    private static CertificateProof fromPkcs12(byte[] content, char[] password, Clock clock)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(content), password);
        for (String alias : Collections.list(store.aliases())) {
            Key key = store.getKey(alias, password);
            if (key instanceof PrivateKey found && store.getCertificate(alias) instanceof X509Certificate certificate) {
                return new CertificateProof(found, certificate, clock);
            }
        }
        throw new GeneralSecurityException("no private key with a certificate");
    }

    @Override
    public String description() {
        return "a certificate";
    }

    @Override
    public Optional<Instant> end() {
        return Optional.of(certificate.getNotAfter().toInstant());
    }

    @Override
    public Map<String, String> parameters(String clientId, URI tokenEndpoint) {
        try {
            byte[] thumbprint = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"x5t#S256\":\"" + base64(thumbprint) + "\"}";
            long now = clock.instant().getEpochSecond();
            String claims = "{\"aud\":\"%s\",\"iss\":\"%s\",\"sub\":\"%s\",\"jti\":\"%s\",\"nbf\":%d,\"exp\":%d}"
                    .formatted(tokenEndpoint, clientId, clientId, UUID.randomUUID(), now, now + SECONDS);
            String signed = base64(header.getBytes(StandardCharsets.UTF_8)) + "."
                    + base64(claims.getBytes(StandardCharsets.UTF_8));
            Signature rs256 = Signature.getInstance("SHA256withRSA");
            rs256.initSign(key);
            rs256.update(signed.getBytes(StandardCharsets.US_ASCII));
            return Proof.assertion(signed + "." + base64(rs256.sign()));
        } catch (GeneralSecurityException noRsaKey) {
            throw new IllegalStateException("the certificate's key does not sign", noRsaKey);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "CertificateProof[***]";
    }
}
