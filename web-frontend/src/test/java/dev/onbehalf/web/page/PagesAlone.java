package dev.onbehalf.web.page;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Set;

/** The pages without a tenant, with a {@link TestingOrdersApi} behind them. */
public class PagesAlone implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "entra.authority-host", "http://localhost:1",
                "entra.tenant-id", "c0ffee00-0000-4000-8000-000000000001",
                "entra.web-client-id", "11111111-1111-4111-8111-000000000001",
                "entra.web-client-secret", "unused",
                "entra.api-client-id", "22222222-2222-4222-8222-000000000001",
                "orders-api.url", "http://127.0.0.1:" + freePort());
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(TestingSignIn.class);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
