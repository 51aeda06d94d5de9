package dev.onbehalf.orders.access;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The one HTTP client towards the tenant, trusting what Java trusts and, outside production, one more CA. */
@Singleton
public class EntraHttp {

    private final HttpClient client;
    private final Optional<KeyStore> trust;

    EntraHttp(Entra entra) {
        this.trust = entra.caFile().map(EntraHttp::trustOf);
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(entra.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER);
        trust.ifPresent(store -> builder.sslContext(contextOf(store)));
        this.client = builder.build();
    }

    public HttpClient client() {
        return client;
    }

    /** Java's CAs and the extra one, when there is an extra one. */
    public Optional<KeyStore> trust() {
        return trust;
    }

    private static KeyStore trustOf(Path caFile) {
        try (InputStream pem = Files.newInputStream(caFile)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int n = 0;
            for (X509Certificate known : javaCertificates()) {
                store.setCertificateEntry("java-" + n++, known);
            }
            for (Certificate extra : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("extra-" + n++, extra);
            }
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException("entra.ca-file cannot be read: " + caFile, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("entra.ca-file holds no PEM certificate: " + caFile, e);
        }
    }

    private static X509Certificate[] javaCertificates() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509.getAcceptedIssuers();
            }
        }
        return new X509Certificate[0];
    }

    private static SSLContext contextOf(KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is not available", e);
        }
    }
}
