package dev.onbehalf.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Talks to the tenant as the applications do: trusting what Java trusts and entra.ca-file, following no redirect. At most
 * 8 seconds and 256 KiB an answer.
 */
final class TenantHttp implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration WHOLE_ANSWER = Duration.ofSeconds(8);
    private static final int LARGEST = 256 * 1024;

    /** What came back, or why nothing did. */
    sealed interface Reply {

        /** @param location of a redirect; empty otherwise */
        record Answer(int status, String body, String date, String location, Duration took) implements Reply {

            /** The body may be a token. */
            @Override
            public String toString() {
                return "Answer[" + status + "]";
            }
        }

        record Silence(String why, String remedy) implements Reply {}
    }

    /** entra.ca-file cannot be used. */
    static final class CaFileUnusable extends Exception {
        private static final long serialVersionUID = 1;

        CaFileUnusable(String why) {
            super(why);
        }
    }

    private final HttpClient client;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    TenantHttp(Settings settings) throws CaFileUnusable {
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NEVER);
        if (settings.caFile().isPresent()) {
            builder.sslContext(contextWith(settings.caFile().get()));
        }
        this.client = builder.build();
    }

    Reply get(URI address) {
        return send(address, HttpRequest.newBuilder().GET());
    }

    /** @param form already encoded */
    Reply post(URI address, String form) {
        return send(
                address,
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private Reply send(URI address, HttpRequest.Builder builder) {
        if (address.getHost() == null || !address.getScheme().startsWith("http")) {
            return new Reply.Silence(address + " is no address", "Set it to https:// and a host.");
        }
        HttpRequest request = builder.uri(address).timeout(WHOLE_ANSWER).build();
        Future<Reply> call = calls.submit(() -> exchange(request));
        try {
            return call.get(WHOLE_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            return Silences.of(request.uri(), failed.getCause());
        } catch (TimeoutException late) {
            return Silences.of(request.uri(), late);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Silences.of(request.uri(), e);
        } finally {
            call.cancel(true);
        }
    }

    private Reply exchange(HttpRequest request) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        try (InputStream body = response.body()) {
            String text = new String(body.readNBytes(LARGEST), StandardCharsets.UTF_8);
            return new Reply.Answer(
                    response.statusCode(),
                    text,
                    response.headers().firstValue("Date").orElse(""),
                    response.headers().firstValue("Location").orElse(""),
                    took);
        }
    }

    private static SSLContext contextWith(Path caFile) throws CaFileUnusable {
        try (InputStream pem = Files.newInputStream(caFile)) {
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            int n = 0;
            for (X509Certificate known : javaCertificates()) {
                trust.setCertificateEntry("java-" + n++, known);
            }
            for (Certificate extra : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trust.setCertificateEntry("extra-" + n++, extra);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trust);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (IOException unreadable) {
            throw new CaFileUnusable("cannot be read: " + caFile);
        } catch (GeneralSecurityException noCertificate) {
            throw new CaFileUnusable("holds no PEM certificate: " + caFile);
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

    @Override
    public void close() {
        calls.shutdownNow();
        client.shutdownNow();
    }

    /** Why nothing came back, in words; the exceptions' own messages repeat the address or say nothing. */
    private static final class Silences {

        private static final String NETWORK = "Check the host, and that this machine may call it: firewall, DNS, proxy"
                + " (JAVA_TOOL_OPTIONS=-Dhttps.proxyHost=… -Dhttps.proxyPort=…).";

        static Reply.Silence of(URI address, Throwable failure) {
            String host = address.getScheme() + "://" + address.getAuthority();
            return switch (failure) {
                case SSLException untrusted ->
                    new Reply.Silence(
                            "the certificate of " + host + " is not trusted",
                            "If a proxy of yours opens TLS, put its CA into a PEM file and name that in ENTRA_CA_FILE.");
                case java.net.ConnectException nobody
                when nobody.getMessage() == null
                        && nobody.getCause() instanceof java.nio.channels.UnresolvedAddressException ->
                    new Reply.Silence("there is no host " + address.getHost(), NETWORK);
                case java.net.ConnectException nobody -> new Reply.Silence("nothing answers at " + host, NETWORK);
                case java.net.http.HttpTimeoutException late ->
                    new Reply.Silence(host + " does not answer in time", NETWORK);
                case TimeoutException late -> new Reply.Silence(host + " does not answer in time", NETWORK);
                default ->
                    new Reply.Silence(host + " hangs up (" + failure.getClass().getSimpleName() + ")", NETWORK);
            };
        }
    }
}
