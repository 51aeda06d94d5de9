package dev.onbehalf.stack.benchmarks;

import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.admin.TokenForge.Signature;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What security costs: {@code GET /me} with a hot cache of exchanges against {@code GET /unsecured/me}, the same calls
 * of Graph with a token that is given. Both are resources of one process on a core of its own; wrk, the local tenant and
 * this program share another. Rounds alternate, so that whatever else the machine does meets both.
 *
 * <p>How to run it: {@code docs/benchmarks.md}.
 */
public final class MeUnderLoad {

    private static final String TENANT = "c0ffee00-0000-4000-8000-000000000001";
    private static final String WEB = "11111111-1111-4111-8111-000000000001";
    private static final String API = "22222222-2222-4222-8222-000000000001";
    private static final String TARO = "a0000000-0000-4000-8000-000000000001";
    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");

    private static final int ROUNDS = Integer.getInteger("rounds", 9);
    private static final Wrk ROUND =
            new Wrk(Integer.getInteger("connections", 8), Duration.ofSeconds(Integer.getInteger("seconds", 6)));
    private static final Wrk WARM_UP = new Wrk(8, Duration.ofSeconds(Integer.getInteger("warmup", 35)));
    private static final String CORE_OF_THE_API = System.getProperty("core", "1");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Entra tenant;
    private final int port = freePort();
    private final int managementPort = freePort();

    private MeUnderLoad(Entra tenant) {
        this.tenant = tenant;
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Files.createTempDirectory("onbehalf-benchmark");
        try (Entra tenant = Entra.start();
                EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            new MeUnderLoad(tenant).run(postgres, home.resolve("orders-api.log"));
        }
    }

    private void run(EmbeddedPostgres postgres, Path log) throws Exception {
        String user = tokenOfTaro();
        Process api = start(exchanged(user), postgres, log);
        try {
            awaitReady(api, log);
            compare(user);
        } finally {
            api.destroy();
            if (!api.waitFor(15, TimeUnit.SECONDS)) {
                api.destroyForcibly();
            }
        }
    }

    private void compare(String user) throws Exception {
        Optional<String> authorization = Optional.of("Bearer " + user);
        URI secured = URI.create("http://localhost:" + port + "/me");
        URI unsecured = URI.create("http://localhost:" + port + "/unsecured/me");
        mustAnswerTheSame(secured, unsecured, user);
        for (int i = 0; i < 2; i++) {
            WARM_UP.run(secured, authorization);
            WARM_UP.run(unsecured, Optional.empty());
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            // Each is as often the first as the second.
            Wrk.Result first = i % 2 == 0 ? ROUND.run(secured, authorization) : ROUND.run(unsecured, Optional.empty());
            Wrk.Result second = i % 2 == 0 ? ROUND.run(unsecured, Optional.empty()) : ROUND.run(secured, authorization);
            pairs.add(i % 2 == 0 ? new Pair(first, second) : new Pair(second, first));
            System.out.println(pairs.getLast().row("round " + (i + 1)));
        }
        report(pairs);
    }

    private static void report(List<Pair> pairs) {
        System.out.println("\n| median of " + pairs.size() + " rounds | `/me` | unsecured | ratio | target |");
        System.out.println("|---|---|---|---|---|");
        System.out.println(line("requests a second", "≥ 0.80", pairs, Wrk.Result::perSecond));
        System.out.println(line("p50, ms", "", pairs, Wrk.Result::p50));
        System.out.println(line("p99, ms", "≤ 1.50", pairs, Wrk.Result::p99));
    }

    private static String line(
            String what, String target, List<Pair> pairs, java.util.function.ToDoubleFunction<Wrk.Result> value) {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | **%.2f** | %s |",
                what,
                median(pairs.stream()
                        .map(pair -> value.applyAsDouble(pair.secured()))
                        .toList()),
                median(pairs.stream()
                        .map(pair -> value.applyAsDouble(pair.unsecured()))
                        .toList()),
                median(pairs.stream()
                        .map(pair -> value.applyAsDouble(pair.secured()) / value.applyAsDouble(pair.unsecured()))
                        .toList()),
                target);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    /** Two runs next to each other in time. */
    private record Pair(Wrk.Result secured, Wrk.Result unsecured) {

        String row(String name) {
            return String.format(
                    Locale.ROOT,
                    "%s: /me %.0f/s p99 %.2f ms; unsecured %.0f/s p99 %.2f ms",
                    name,
                    secured.perSecond(),
                    secured.p99(),
                    unsecured.perSecond(),
                    unsecured.p99());
        }
    }

    private Process start(String graphToken, EmbeddedPostgres postgres, Path log) throws IOException {
        List<String> command = List.of(
                "taskset",
                "-c",
                CORE_OF_THE_API,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-jar",
                benchmarkBuild().toString());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment(graphToken, postgres));
        return builder.start();
    }

    private Map<String, String> environment(String graphToken, EmbeddedPostgres postgres) {
        return Map.ofEntries(
                Map.entry("QUARKUS_PROFILE", "demo"),
                Map.entry("QUARKUS_HTTP_HOST", "localhost"),
                Map.entry("QUARKUS_HTTP_PORT", Integer.toString(port)),
                Map.entry("QUARKUS_MANAGEMENT_HOST", "localhost"),
                Map.entry("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort)),
                Map.entry("QUARKUS_DATASOURCE_JDBC_URL", postgres.getJdbcUrl("postgres", "postgres")),
                Map.entry("QUARKUS_DATASOURCE_USERNAME", "postgres"),
                Map.entry("QUARKUS_DATASOURCE_PASSWORD", "postgres"),
                Map.entry("ENTRA_AUTHORITY_HOST", tenant.http().toString()),
                Map.entry("ENTRA_TOKEN_AUTHORITY_HOST", tenant.https().toString()),
                Map.entry("ENTRA_STS_HOST", tenant.http() + "/sts"),
                Map.entry("ENTRA_TENANT_ID", TENANT),
                Map.entry("ENTRA_WEB_CLIENT_ID", WEB),
                Map.entry("ENTRA_API_CLIENT_ID", API),
                Map.entry("ENTRA_API_CLIENT_SECRET", "local-tenant-api-secret"),
                Map.entry("ENTRA_CA_FILE", tenant.caFile().toString()),
                Map.entry("GRAPH_URL", tenant.graph().toString()),
                Map.entry(
                        "QUARKUS_REST_CLIENT_GRAPH_WITHOUT_EXCHANGE_URL",
                        tenant.graph().toString()),
                Map.entry("BENCHMARK_GRAPH_TOKEN", graphToken));
    }

    private static Path benchmarkBuild() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path jar = folder.resolve("orders-api/target/benchmark/quarkus-app/quarkus-run.jar");
            if (Files.isRegularFile(jar)) {
                return jar;
            }
        }
        throw new IllegalStateException("Run ./mvnw -Pbenchmark -pl orders-api package -DskipTests first.");
    }

    private void awaitReady(Process api, Path log) throws Exception {
        Instant deadline = Instant.now().plusSeconds(120);
        URI ready = URI.create("http://localhost:" + managementPort + "/q/health/ready");
        while (Instant.now().isBefore(deadline)) {
            try {
                if (get(ready, null).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // Asked again below.
            }
            if (api.waitFor(200, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new IllegalStateException("orders-api did not start:\n" + Files.readString(log));
    }

    private void mustAnswerTheSame(URI secured, URI unsecured, String user) throws Exception {
        HttpResponse<String> one = get(secured, user);
        HttpResponse<String> other = get(unsecured, null);
        if (one.statusCode() != 200 || !one.body().equals(other.body())) {
            throw new IllegalStateException("Not the same resource: " + one.statusCode() + " " + one.body() + " and "
                    + other.statusCode() + " " + other.body());
        }
    }

    private HttpResponse<String> get(URI address, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** A token as web-frontend gets it. */
    private String tokenOfTaro() {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = Map.ofEntries(
                Map.entry("aud", API),
                Map.entry("iss", tenant.issuer(TENANT)),
                Map.entry("iat", now - 5),
                Map.entry("nbf", now - 5),
                Map.entry("exp", now + 5_000),
                Map.entry("azp", WEB),
                Map.entry("azpacr", "1"),
                Map.entry("name", "Taro"),
                Map.entry("oid", TARO),
                Map.entry("tid", TENANT),
                Map.entry("sub", "pairwise-" + TARO),
                Map.entry("scp", "access_as_user Orders.Read Orders.ReadWrite"),
                Map.entry("ver", "2.0"));
        return tenant.forge().forge(Map.of(), claims, Signature.VALID);
    }

    /** The token that the unsecured twin is given. */
    private String exchanged(String assertion) throws IOException, InterruptedException {
        Map<String, String> form = Map.of(
                "grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "client_id", API,
                "client_secret", "local-tenant-api-secret",
                "assertion", assertion,
                "scope", "https://graph.microsoft.com/User.Read",
                "requested_token_use", "on_behalf_of");
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(tenant.http() + "/" + TENANT + "/oauth2/v2.0/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build();
        Matcher token =
                ACCESS_TOKEN.matcher(http.send(request, BodyHandlers.ofString()).body());
        if (!token.find()) {
            throw new IllegalStateException("The local tenant did not exchange the token.");
        }
        return token.group(1);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
