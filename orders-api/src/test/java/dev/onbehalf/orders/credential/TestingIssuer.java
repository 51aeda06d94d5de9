package dev.onbehalf.orders.credential;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.onbehalf.orders.tenant.Jws;
import dev.onbehalf.orders.tenant.TestingAuthority;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** A cluster's issuer with discovery and keys, and a machine's identity service that hands out its tokens. */
final class TestingIssuer implements AutoCloseable {

    private final KeyPair key = TestingAuthority.newKey();
    private final HttpServer server;
    private final List<HttpExchange> asked = Collections.synchronizedList(new ArrayList<>());
    private volatile Function<HttpExchange, String> machine = exchange -> null;
    private volatile int status = 200;

    TestingIssuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> send(
                        exchange, 200, "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(address(), address())));
        server.createContext("/keys", exchange -> send(exchange, 200, keys()));
        server.createContext("/metadata/identity/oauth2/token", this::machine);
        server.createContext("/msi/token", this::machine);
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    String token(String subject, Duration lifetime) {
        long now = Instant.now().getEpochSecond();
        return Jws.rs256(
                "{\"alg\":\"RS256\",\"kid\":\"cluster\"}",
                "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":[\"api://AzureADTokenExchange\"],\"iat\":%d,\"nbf\":%d,\"exp\":%d,\"jti\":\"%s\"}"
                        .formatted(
                                address(),
                                subject,
                                now,
                                now - 5,
                                now + lifetime.toSeconds(),
                                java.util.UUID.randomUUID()),
                key.getPrivate());
    }

    /** What the machine's identity service answers; its token ends after {@code lifetime}. */
    void machineIs(String subject, Duration lifetime) {
        status = 200;
        machine = exchange -> "{\"access_token\":\"%s\",\"expires_on\":\"%d\",\"token_type\":\"Bearer\"}"
                .formatted(
                        token(subject, lifetime), Instant.now().plus(lifetime).getEpochSecond());
    }

    void machineAnswers(int status, String body) {
        this.status = status;
        machine = exchange -> body;
    }

    List<HttpExchange> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void machine(HttpExchange exchange) throws IOException {
        asked.add(exchange);
        send(exchange, status, machine.apply(exchange));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String keys() {
        BigInteger modulus = ((RSAPublicKey) key.getPublic()).getModulus();
        byte[] bytes = modulus.toByteArray();
        byte[] unsigned = bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"cluster\",\"n\":\"%s\",\"e\":\"AQAB\"}]}"
                .formatted(Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned));
    }
}
