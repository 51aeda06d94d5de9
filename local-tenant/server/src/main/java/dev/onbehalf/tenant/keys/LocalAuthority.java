package dev.onbehalf.tenant.keys;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A certificate authority of this tenant's own and the https certificate it signed. Nothing else trusts it. */
public final class LocalAuthority {
    private static final String CA = "authority";
    private static final String SERVER = "server";
    private static final char[] PASSWORD = KeyStoreFile.PASSWORD.toCharArray();

    private final KeyStore store;

    private LocalAuthority(KeyStore store) {
        this.store = store;
    }

    /** @param names what the certificate is for: host names and addresses */
    public static LocalAuthority under(Optional<Path> home, List<String> names) {
        var file = home.map(folder -> new KeyStoreFile(folder.resolve("https.p12")));
        KeyStore store = file.flatMap(KeyStoreFile::read).orElseGet(KeyStoreFile::empty);
        try {
            boolean changed = false;
            if (!store.containsAlias(CA)) {
                newAuthority(store);
                changed = true;
            }
            if (changed || !serves(store, names)) {
                newServerCertificate(store, names);
                changed = true;
            }
            if (changed && file.isPresent()) {
                file.get().write(store);
            }
            return new LocalAuthority(store);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void newAuthority(KeyStore store) throws GeneralSecurityException {
        var pair = Certificates.ecKeyPair();
        var certificate = Certificates.authority(pair, "CN=Local tenant (not Microsoft),O=Onbehalf");
        store.setKeyEntry(CA, pair.getPrivate(), PASSWORD, new Certificate[] {certificate});
    }

    private static void newServerCertificate(KeyStore store, List<String> names) throws GeneralSecurityException {
        var authority = (X509Certificate) store.getCertificate(CA);
        var pair = Certificates.ecKeyPair();
        var certificate = Certificates.server(pair, names, authority, (PrivateKey) store.getKey(CA, PASSWORD));
        store.setKeyEntry(SERVER, pair.getPrivate(), PASSWORD, new Certificate[] {certificate, authority});
    }

    private static boolean serves(KeyStore store, List<String> names) throws GeneralSecurityException {
        if (!(store.getCertificate(SERVER) instanceof X509Certificate certificate)
                || certificate.getSubjectAlternativeNames() == null) {
            return false;
        }
        Set<Object> covered = new HashSet<>();
        certificate.getSubjectAlternativeNames().forEach(name -> covered.add(name.get(1)));
        return covered.containsAll(names)
                && certificate.getNotAfter().after(Date.from(Instant.now().plus(Duration.ofDays(7))));
    }

    /** The server's key and certificate only, for the https listener. */
    public KeyStore serverKeyStore() {
        try {
            KeyStore server = KeyStoreFile.empty();
            server.setKeyEntry(SERVER, store.getKey(SERVER, PASSWORD), PASSWORD, store.getCertificateChain(SERVER));
            return server;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public String password() {
        return KeyStoreFile.PASSWORD;
    }

    /** The authority's certificate, for those who shall trust the https listener. */
    public String pem() {
        try {
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(store.getCertificate(CA).getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
