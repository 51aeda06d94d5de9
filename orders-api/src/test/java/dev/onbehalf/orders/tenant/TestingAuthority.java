package dev.onbehalf.orders.tenant;

import static java.util.Map.entry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A configured tenant that lives on loopback: https with a CA of its own, it records what it is asked and answers what
 * the test wants. Its private keys are the test's, so that a test can sign anything.
 */
public class TestingAuthority implements QuarkusTestResourceLifecycleManager {

    public static final String TENANT = "7e57ab1e-0000-4000-8000-000000000007";
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Map<String, KeyPair> published = new ConcurrentHashMap<>();
    private final Map<String, Responder> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private HttpsServer server;
    private Path home;

    /** One request that arrived. */
    public record Asked(String method, String path, String query, String body, Map<String, List<String>> headers) {

        public String header(String name) {
            return headers.getOrDefault(capitalised(name), List.of("")).getFirst();
        }

        private static String capitalised(String name) {
            return name.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                    + name.substring(1).toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** @param until while this is not counted down, the body comes byte by byte and does not end; null for at once */
    public record Answer(int status, Map<String, String> headers, String body, CountDownLatch until) {

        public Answer(int status, Map<String, String> headers, String body) {
            this(status, headers, body, null);
        }

        public Answer trickling(CountDownLatch over) {
            return new Answer(status, headers, body, over);
        }

        public static Answer json(int status, String body) {
            return new Answer(status, Map.of("Content-Type", "application/json"), body);
        }
    }

    /** Null closes the connection. */
    public interface Responder {
        Answer answer(Asked request) throws InterruptedException;
    }

    @Override
    public Map<String, String> start() {
        try {
            home = Files.createTempDirectory("testing-authority");
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls()));
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", this::serve);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reset();
        return Map.ofEntries(
                entry("entra.authority-host", url()),
                entry("entra.token-authority-host", url()),
                entry("entra.sts-host", url() + "/sts"),
                entry("entra.tenant-id", TENANT),
                entry("entra.web-client-id", Seed.WEB),
                entry("entra.api-client-id", Seed.API),
                entry("entra.api-client-secret", "a-secret-that-must-not-be-logged"),
                entry("entra.ca-file", home.resolve("ca.pem").toString()),
                entry("entra.read-timeout", "2s"),
                entry("graph.url", url() + "/graph/v1.0"),
                // Fifty requests at a time are answered by then on a busy machine, too.
                entry("quarkus.rest-client.graph.read-timeout", "4000"),
                entry("quarkus.rest-client.third.url", url() + "/third"));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(TestingAuthority.class));
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    /** A healthy tenant that publishes the key "first". */
    private void reset() {
        publish("first");
        mendKeys();
        answer("/" + TENANT + "/oauth2/v2.0/token", request -> granted("exchanged-token-" + asked.size()));
        answer(
                "/graph/v1.0/me",
                request -> Answer.json(200, "{\"displayName\":\"Sabine Prüfstein\",\"jobTitle\":null}"));
    }

    public static Answer granted(String token) {
        return Answer.json(
                200,
                "{\"token_type\":\"Bearer\",\"scope\":\"https://graph.microsoft.com/User.Read\",\"expires_in\":3600,"
                        + "\"ext_expires_in\":3600,\"access_token\":\"" + token + "\"}");
    }

    public void answer(String path, Responder responder) {
        answers.put(path, responder);
    }

    public void answerTokenRequests(Responder responder) {
        answer("/" + TENANT + "/oauth2/v2.0/token", responder);
    }

    public List<Asked> asked(String pathPart) {
        return asked.stream()
                .filter(request -> request.path().contains(pathPart))
                .toList();
    }

    public String url() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    /** Adds a key to the key set. */
    public KeyPair publish(String keyId) {
        return published.computeIfAbsent(keyId, id -> newKey());
    }

    /** Takes a key out of the key set. */
    public void withdraw(String keyId) {
        published.remove(keyId);
    }

    public void breakKeys(Responder responder) {
        answer("/" + TENANT + "/discovery/v2.0/keys", responder);
    }

    public void mendKeys() {
        breakKeys(request -> Answer.json(200, keySet()));
    }

    public KeyPair key() {
        return published.get("first");
    }

    public Claims claims(String oid) {
        return Claims.ofUser(url(), TENANT, oid);
    }

    /** A token as it should be. */
    public String token(Claims claims) {
        return Jws.rs256("{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"first\"}", claims.json(), key().getPrivate());
    }

    public static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Asked request = new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestURI().getQuery(),
                    body,
                    Map.copyOf(exchange.getRequestHeaders()));
            asked.add(request);
            Answer answer = answers.getOrDefault(
                            request.path(),
                            r -> Answer.json(404, "{\"error\":{\"code\":\"Request_ResourceNotFound\"}}"))
                    .answer(request);
            if (answer == null) {
                return;
            }
            answer.headers().forEach(exchange.getResponseHeaders()::add);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            if (answer.until() != null) {
                trickle(exchange, answer);
                return;
            }
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void trickle(HttpExchange exchange, Answer answer) throws IOException, InterruptedException {
        exchange.sendResponseHeaders(answer.status(), 0);
        do {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
        } while (!answer.until().await(50, TimeUnit.MILLISECONDS));
    }

    private String keySet() {
        StringBuilder keys = new StringBuilder();
        published.forEach((id, pair) -> {
            RSAPublicKey key = (RSAPublicKey) pair.getPublic();
            keys.append(keys.isEmpty() ? "" : ",")
                    // As Entra does: the issuer of v2 tokens of any tenant, although the key signs v1 tokens too.
                    .append(
                            "{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"AQAB\",\"issuer\":\"%s\"}"
                                    .formatted(
                                            id,
                                            Jws.encoded(
                                                    unsigned(key.getModulus().toByteArray())),
                                            url() + "/{tenantid}/v2.0"));
        });
        return "{\"keys\":[" + keys + "]}";
    }

    private static byte[] unsigned(byte[] twosComplement) {
        return twosComplement[0] == 0
                ? java.util.Arrays.copyOfRange(twosComplement, 1, twosComplement.length)
                : twosComplement;
    }

    private SSLContext tls() throws IOException {
        Path file = home.resolve("tls.p12");
        keytool(file);
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            Files.writeString(
                    home.resolve("ca.pem"), pem(store.getCertificate("tls").getEncoded()));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(byte[] certificate) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(certificate)
                + "\n-----END CERTIFICATE-----\n";
    }

    private static void keytool(Path file) throws IOException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "tls",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=testing authority",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try {
            if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IOException(
                        "keytool: " + new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
