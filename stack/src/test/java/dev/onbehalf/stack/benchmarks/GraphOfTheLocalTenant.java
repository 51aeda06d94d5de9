package dev.onbehalf.stack.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How many {@code GET /me} a second the local tenant's Graph answers on one core: it must not be what other benchmarks
 * measure. The server runs on core 0, whoever asks on another; see docs/local-tenant.md for the command.
 */
public final class GraphOfTheLocalTenant {
    private static final int CONNECTIONS = 16;
    private static final int WARM_UP = 80_000;
    private static final int MEASURED = 100_000;
    private static final int ROUNDS = 3;
    private static final String CONTOSO = "/c0ffee00-0000-4000-8000-000000000001";
    private static final String WEB = "11111111-1111-4111-8111-000000000001";
    private static final String API = "22222222-2222-4222-8222-000000000001";
    private static final String SIGNED_IN = "http://localhost:8080/signed-in";

    private GraphOfTheLocalTenant() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Files.createTempDirectory("graph-benchmark");
        int port = freePort();
        Process server = start(home, port);
        try {
            String token = graphToken(port);
            System.out.printf("warm-up   %,9.0f requests/s%n", perSecond(port, token, WARM_UP));
            for (int i = 0; i < ROUNDS; i++) {
                System.out.printf("measured  %,9.0f requests/s%n", perSecond(port, token, MEASURED));
            }
        } finally {
            server.destroy();
            server.waitFor(10, TimeUnit.SECONDS);
            try (var files = Files.walk(home)) {
                files.sorted((a, b) -> b.compareTo(a))
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static Process start(Path home, int port) throws Exception {
        var command = new ArrayList<>(List.of("taskset", "-c", "0"));
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path"), "dev.onbehalf.tenant.Main"));
        command.addAll(List.of("--home", home.toString(), "--http", String.valueOf(port)));
        command.addAll(List.of("--https", String.valueOf(freePort()), "--admin", String.valueOf(freePort())));
        Process server = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < deadline && server.isAlive()) {
            try (var socket = new Socket("127.0.0.1", port)) {
                return server;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        server.destroy();
        throw new IllegalStateException("the local tenant does not start");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Every connection asks, waits for the answer, asks again. */
    private static double perSecond(int port, String token, int requests) throws Exception {
        byte[] request = ("GET /graph/v1.0/me HTTP/1.1\r\nHost: localhost:" + port + "\r\nAuthorization: Bearer "
                        + token + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        long[] times = new long[requests / CONNECTIONS * CONNECTIONS];
        var threads = new ArrayList<Thread>();
        var failures = new java.util.concurrent.atomic.AtomicInteger();
        long start = System.nanoTime();
        for (int i = 0; i < CONNECTIONS; i++) {
            int first = i * (times.length / CONNECTIONS);
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                try {
                    ask(port, request, times, first, times.length / CONNECTIONS);
                } catch (IOException failed) {
                    failures.incrementAndGet();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join(Duration.ofMinutes(2));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (failures.get() > 0) {
            throw new IllegalStateException(failures + " connections failed");
        }
        Arrays.sort(times);
        System.out.printf(
                "          p50 %.2f ms, p99 %.2f ms%n",
                times[times.length / 2] / 1e6, times[times.length * 99 / 100] / 1e6);
        return times.length / seconds;
    }

    private static void ask(int port, byte[] request, long[] times, int first, int count) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(30_000);
            var in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
            for (int i = 0; i < count; i++) {
                long sent = System.nanoTime();
                socket.getOutputStream().write(request);
                readAnswer(in);
                times[first + i] = System.nanoTime() - sent;
            }
        }
    }

    private static void readAnswer(InputStream in) throws IOException {
        String status = line(in);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException(status);
        }
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        in.skipNBytes(length);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** Signs Taro in and exchanges his token, as the applications do. */
    private static String graphToken(int port) throws Exception {
        String tenant = "http://localhost:" + port + CONTOSO;
        String api = "api://" + API + "/access_as_user";
        var authorize = new LinkedHashMap<String, String>();
        authorize.put("client_id", WEB);
        authorize.put("response_type", "code");
        authorize.put("redirect_uri", SIGNED_IN);
        authorize.put("scope", "openid " + api);
        String page = send(HttpRequest.newBuilder(URI.create(tenant + "/oauth2/v2.0/authorize?" + form(authorize))))
                .body();
        String sealed = found("name=\"request\" value=\"([^\"]*)\"", page).replace("&#61;", "=");
        var signIn = Map.of("request", sealed, "username", "taro@contoso.test", "password", "Passw0rd!");
        String location =
                post(tenant + "/login", signIn).headers().firstValue("Location").orElseThrow();
        var redeem = Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                WEB,
                "client_secret",
                "local-tenant-web-secret",
                "redirect_uri",
                SIGNED_IN,
                "code",
                URLDecoder.decode(found("[?&]code=([^&]*)", location), StandardCharsets.UTF_8));
        String assertion =
                accessToken(post(tenant + "/oauth2/v2.0/token", redeem).body());
        var exchange = Map.of(
                "grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "requested_token_use", "on_behalf_of",
                "client_id", API,
                "client_secret", "local-tenant-api-secret",
                "scope", "https://graph.microsoft.com/User.Read",
                "assertion", assertion);
        return accessToken(post(tenant + "/oauth2/v2.0/token", exchange).body());
    }

    private static String accessToken(String json) {
        return found("\"access_token\":\"([^\"]*)\"", json);
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("the local tenant answered otherwise than expected");
        }
        return matcher.group(1);
    }

    private static HttpResponse<String> post(String url, Map<String, String> form) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(form))));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
