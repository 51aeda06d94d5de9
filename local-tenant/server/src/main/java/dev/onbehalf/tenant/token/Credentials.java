package dev.onbehalf.tenant.token;

import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.directory.Application.FederatedCredential;
import dev.onbehalf.tenant.directory.Application.Secret;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** By what applications can prove who they are: what the seed registers, and what was added since. */
public final class Credentials {
    /** As at Entra, for federated credentials; the same for the others here. */
    private static final int MOST = 20;

    private final Map<String, List<Object>> added = new ConcurrentHashMap<>();

    /** @throws TooMany when the application has twenty already */
    public void add(Application application, X509Certificate certificate) {
        keep(application, certificate);
    }

    /** @throws TooMany when the application has twenty already */
    public void add(Application application, FederatedCredential credential) {
        keep(application, credential);
    }

    /** @throws TooMany when the application has twenty already */
    public void add(Application application, Secret secret) {
        keep(application, secret);
    }

    private void keep(Application application, Object credential) {
        List<Object> own = added.computeIfAbsent(application.clientId(), id -> new CopyOnWriteArrayList<>());
        if (own.size() >= MOST) {
            throw new TooMany();
        }
        own.add(credential);
    }

    /** Forgets what was added to this application. */
    public void remove(Application application) {
        added.remove(application.clientId());
    }

    void reset() {
        added.clear();
    }

    List<X509Certificate> certificates(Application application) {
        return Stream.concat(
                        added(application, X509Certificate.class),
                        application.certificates().stream().map(Credentials::certificate))
                .toList();
    }

    List<FederatedCredential> federated(Application application) {
        return Stream.concat(added(application, FederatedCredential.class), application.federatedCredentials().stream())
                .toList();
    }

    List<Secret> secrets(Application application) {
        return Stream.concat(added(application, Secret.class), application.secrets().stream())
                .toList();
    }

    private <T> Stream<T> added(Application application, Class<T> kind) {
        return added.getOrDefault(application.clientId(), List.of()).stream()
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    /** @throws IllegalArgumentException when this is no certificate in PEM */
    public static X509Certificate certificate(String pem) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException broken) {
            throw new IllegalArgumentException("no certificate in PEM", broken);
        }
    }

    /** One application cannot have more credentials than this. */
    public static final class TooMany extends RuntimeException {
        TooMany() {
            super("an application has at most " + MOST + " added credentials", null, false, false);
        }
    }
}
