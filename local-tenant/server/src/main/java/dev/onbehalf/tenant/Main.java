package dev.onbehalf.tenant;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs a local tenant until Ctrl-C. */
public final class Main {
    private static final String USAGE = """
            Usage: local-tenant [--home FOLDER] [--seed FILE] [--http PORT] [--https PORT] [--admin PORT]
              --home    where keys are kept (default: ~/.onbehalf/local-tenant)
              --seed    people and applications in place of the standard ones
            """;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        // Jetty logs through SLF4J, and without a binding that would be the first thing anybody reads here.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        try {
            run(options(arguments));
        } catch (PortTaken | IllegalArgumentException explained) {
            System.err.println(explained.getMessage());
            System.exit(1);
        }
    }

    private static void run(EntraOptions options) throws InterruptedException {
        var entra = Entra.start(options);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            entra.close();
            stopped.countDown();
        }));
        System.out.println(banner(entra));
        stopped.await();
    }

    private static EntraOptions options(String[] arguments) {
        Path home = Path.of(System.getProperty("user.home"), ".onbehalf", "local-tenant");
        Path seed = null;
        int http = 8480;
        int https = 8481;
        int admin = 8490;
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(USAGE);
            }
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--home" -> home = Path.of(value);
                case "--seed" -> seed = Path.of(value);
                case "--http" -> http = port(value);
                case "--https" -> https = port(value);
                case "--admin" -> admin = port(value);
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        EntraOptions options = EntraOptions.onPorts(http, https, admin).withHome(home);
        return seed == null ? options : options.withSeed(seed);
    }

    private static int port(String value) {
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65535) {
            throw new IllegalArgumentException(value + " is no port.\n" + USAGE);
        }
        return Integer.parseInt(value);
    }

    private static String banner(Entra entra) {
        var people = new StringBuilder();
        for (var person : entra.directory().people()) {
            people.append("    %-22s %s%n".formatted(person.userPrincipalName(), person.description()));
        }
        return """
                ======================================================================
                 LOCAL TENANT: not Microsoft. For development and tests only.
                   browsers   %s
                   libraries  %s   (CA: %s)
                   admin API  %s   (header X-Local-Tenant: admin)
                 People (password of all: %s)
                %s Ctrl-C stops it.
                ======================================================================""".formatted(
                        entra.http(),
                        entra.https(),
                        entra.caFile(),
                        entra.admin(),
                        entra.directory().people().getFirst().password(),
                        people);
    }
}
