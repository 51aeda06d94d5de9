package dev.onbehalf.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The TCP ports of the parts, all on the loopback interface. */
public record Ports(
        int web, int webManagement, int api, int apiManagement, int tenantHttp, int tenantHttps, int tenantAdmin) {

    private static final int EACH = 7;

    /** The ports that documentation and seed name. Each can be moved with an environment variable. */
    public static Ports documented() {
        return new Ports(
                port("WEB_PORT", 8080),
                port("WEB_MANAGEMENT_PORT", 9000),
                port("API_PORT", 8081),
                port("API_MANAGEMENT_PORT", 9001),
                port("TENANT_HTTP_PORT", 8480),
                port("TENANT_HTTPS_PORT", 8481),
                port("TENANT_ADMIN_PORT", 8490));
    }

    /** Ports that are free now, for tests. */
    public static Ports free() {
        return free(1).getFirst();
    }

    /** Free ports for several systems beside one another. */
    static List<Ports> free(int systems) {
        List<ServerSocket> sockets =
                IntStream.range(0, systems * EACH).mapToObj(i -> open(0)).toList();
        List<Ports> free = IntStream.range(0, systems)
                .mapToObj(i -> of(sockets.subList(i * EACH, (i + 1) * EACH)))
                .toList();
        sockets.forEach(Ports::close);
        return free;
    }

    private static Ports of(List<ServerSocket> sockets) {
        int[] free = sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        return new Ports(free[0], free[1], free[2], free[3], free[4], free[5], free[6]);
    }

    /** Refuses to start where a port is taken, and says for what it is needed and how to move it. */
    void mustBeFree() {
        Map<String, Integer> taken = new LinkedHashMap<>();
        byVariable().forEach((variable, port) -> {
            if (isTaken(port)) {
                taken.put(variable, port);
            }
        });
        if (!taken.isEmpty()) {
            StringBuilder message = new StringBuilder("Something on this machine listens where the demo wants to:\n");
            taken.forEach((variable, port) -> message.append("  port ")
                    .append(port)
                    .append("  move it with ")
                    .append(variable)
                    .append("=<another port>\n"));
            throw new CannotStart(
                    message
                            + "Stop that program (is another demo or dev mode running?), or set the variables and start again.");
        }
    }

    private Map<String, Integer> byVariable() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("WEB_PORT", web);
        ports.put("WEB_MANAGEMENT_PORT", webManagement);
        ports.put("API_PORT", api);
        ports.put("API_MANAGEMENT_PORT", apiManagement);
        ports.put("TENANT_HTTP_PORT", tenantHttp);
        ports.put("TENANT_HTTPS_PORT", tenantHttps);
        ports.put("TENANT_ADMIN_PORT", tenantAdmin);
        return ports;
    }

    private static int port(String variable, int otherwise) {
        String value = System.getenv(variable);
        if (value == null || value.isBlank()) {
            return otherwise;
        }
        if (!value.strip().matches("[0-9]{1,5}") || Integer.parseInt(value.strip()) > 65_535) {
            throw new CannotStart(variable + " must be a port number from 1 to 65535, not '" + value + "'.");
        }
        return Integer.parseInt(value.strip());
    }

    private static boolean isTaken(int port) {
        try {
            close(open(port));
            return false;
        } catch (UncheckedIOException e) {
            return true;
        }
    }

    private static ServerSocket open(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
