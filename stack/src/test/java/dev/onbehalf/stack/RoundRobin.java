package dev.onbehalf.stack;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty's reverse proxy, without a memory for people: each request goes to another replica than the one before it. */
final class RoundRobin implements AutoCloseable {

    // An access token of a user in 200 groups is about 13 KiB long.
    private static final int HEADER_LIMIT = 32 * 1024;
    private static final Set<String> PARTS_OF_A_PAGE = Set.of("style", "script", "image", "font");

    private final Server server = new Server();
    private final ServerConnector connector;
    private final List<URI> replicas;
    private final Map<Boolean, AtomicInteger> turns = Map.of(true, new AtomicInteger(), false, new AtomicInteger());
    private final Queue<Passed> passed = new ConcurrentLinkedQueue<>();

    private record Passed(String path, int replica) {}

    RoundRobin(URI... replicas) {
        this.replicas = List.of(replicas);
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(HEADER_LIMIT);
        connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("localhost");
        server.addConnector(connector);
        server.setHandler(new Proxy());
        try {
            server.start();
        } catch (Exception e) {
            throw new AssertionError("The proxy does not start", e);
        }
    }

    URI url() {
        return URI.create("http://localhost:" + connector.getLocalPort());
    }

    /** The replicas that were asked for paths that begin like this, by their position. */
    Set<Integer> replicasAsked(String path) {
        return passed.stream()
                .filter(request -> request.path().startsWith(path))
                .map(Passed::replica)
                .collect(Collectors.toSet());
    }

    private URI next(Request request) {
        // What a page consists of takes turns of its own: two pages with one picture each would else meet one replica.
        boolean part =
                PARTS_OF_A_PAGE.contains(String.valueOf(request.getHeaders().get("Sec-Fetch-Dest")));
        int replica = turns.get(part).getAndIncrement() % replicas.size();
        passed.add(new Passed(request.getHttpURI().getPath(), replica));
        return replicas.get(replica);
    }

    /** Keeps the Host header, as the applications need it to tell where a form was sent from. */
    private final class Proxy extends ProxyHandler.Reverse {

        Proxy() {
            super(request -> {
                URI replica = next(request);
                return HttpURI.build(request.getHttpURI()).authority(replica.getHost(), replica.getPort());
            });
        }

        @Override
        protected void configureHttpClient(HttpClient client) {
            super.configureHttpClient(client);
            client.setRequestBufferSize(HEADER_LIMIT);
            client.setMaxResponseHeadersSize(HEADER_LIMIT);
        }
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
