package dev.onbehalf.tenant;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a local tenant is started.
 *
 * @param host the name in all its addresses
 * @param bindAddress where it listens; loopback unless told otherwise
 * @param httpPort for browsers; 0 takes a free one
 * @param httpsPort for libraries that insist on https; 0 takes a free one
 * @param adminPort for tests and demos; 0 takes a free one
 * @param home where keys are kept, so that another process can take over; without it they are gone at the end
 * @param seed a file in place of the standard seed
 * @param certificateNames host names and addresses in the https certificate
 */
public record EntraOptions(
        String host,
        String bindAddress,
        int httpPort,
        int httpsPort,
        int adminPort,
        Optional<Path> home,
        Optional<Path> seed,
        List<String> certificateNames) {
    private static final String LOOPBACK = "127.0.0.1";

    public EntraOptions {
        certificateNames = List.copyOf(certificateNames);
    }

    /** Free ports, keys in memory, the standard seed. */
    public static EntraOptions forTests() {
        return onPorts(0, 0, 0);
    }

    /** 8480 for http, 8481 for https, 8490 for the admin API. */
    public static EntraOptions fixedPorts() {
        return onPorts(8480, 8481, 8490);
    }

    public static EntraOptions onPorts(int http, int https, int admin) {
        return new EntraOptions(
                "localhost",
                LOOPBACK,
                http,
                https,
                admin,
                Optional.empty(),
                Optional.empty(),
                List.of("localhost", LOOPBACK));
    }

    public EntraOptions withHome(Path folder) {
        return new EntraOptions(
                host, bindAddress, httpPort, httpsPort, adminPort, Optional.of(folder), seed, certificateNames);
    }

    public EntraOptions withSeed(Path file) {
        return new EntraOptions(
                host, bindAddress, httpPort, httpsPort, adminPort, home, Optional.of(file), certificateNames);
    }

    /** Serves others than this machine, e.g. a cluster's demo: loud by its name, because nothing here is secret. */
    public EntraOptions reachableByOthersAs(String name, String address) {
        var names = new java.util.LinkedHashSet<>(certificateNames);
        names.add(name);
        return new EntraOptions(name, address, httpPort, httpsPort, adminPort, home, seed, List.copyOf(names));
    }
}
