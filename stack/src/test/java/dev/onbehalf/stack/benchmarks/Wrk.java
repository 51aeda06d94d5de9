package dev.onbehalf.stack.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of wrk (https://github.com/wg/wrk): a closed loop over kept connections, always for a bounded time. */
record Wrk(int connections, Duration duration) {

    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern PERCENTILE = Pattern.compile("(50|99)%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern FAILED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)|Socket errors: (.*)");

    /** @param perSecond answers in a second; p50 and p99 in milliseconds */
    record Result(double perSecond, double p50, double p99) {}

    Result run(URI address, Optional<String> authorization) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "wrk",
                "--threads=1",
                "--connections=" + connections,
                "--duration=" + duration.toSeconds() + "s",
                "--timeout=5s",
                "--latency"));
        authorization.ifPresent(value -> command.addAll(List.of("--header", "Authorization: " + value)));
        command.add(address.toString());
        Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
        String report = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (wrk.waitFor() != 0 || FAILED.matcher(report).find()) {
            throw new IllegalStateException("wrk against " + address + ":\n" + report);
        }
        return new Result(number(RATE, report), percentile("50", report), percentile("99", report));
    }

    private static double number(Pattern pattern, String report) {
        Matcher found = pattern.matcher(report);
        if (!found.find()) {
            throw new IllegalStateException("wrk reported:\n" + report);
        }
        return Double.parseDouble(found.group(1));
    }

    private static double percentile(String which, String report) {
        return PERCENTILE
                .matcher(report)
                .results()
                .filter(found -> found.group(1).equals(which))
                .mapToDouble(found -> Double.parseDouble(found.group(2)) * inMilliseconds(found.group(3)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("wrk reported:\n" + report));
    }

    private static double inMilliseconds(String unit) {
        return switch (unit) {
            case "us" -> 0.001;
            case "ms" -> 1;
            default -> 1000;
        };
    }
}
