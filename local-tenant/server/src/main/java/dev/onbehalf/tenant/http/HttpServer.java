package dev.onbehalf.tenant.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty with one connector per listener, each answered by an {@link Endpoint} of its own. */
public final class HttpServer implements AutoCloseable {

    /** Nothing can listen on this port: something else does already. */
    public static final class PortInUse extends RuntimeException {
        private final int port;

        PortInUse(int port, Throwable cause) {
            super("port " + port + " is in use", cause);
            this.port = port;
        }

        public int port() {
            return port;
        }
    }

    private final Server server;
    private final SlowHeads slowHeads;
    private final Map<Connector, Endpoint> endpoints = new java.util.concurrent.ConcurrentHashMap<>();

    public HttpServer() {
        this(Limits.HEAD);
    }

    HttpServer(Duration headWithin) {
        slowHeads = new SlowHeads(headWithin);
        var threads = new QueuedThreadPool(64, 4);
        threads.setName("local-tenant");
        threads.setDaemon(true);
        if (VirtualThreads.areSupported()) {
            threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        }
        server = new Server(threads);
        server.setHandler(new Dispatch());
        server.setErrorHandler(new SilentErrors());
        // No grace: a browser keeps its connections open for minutes.
        server.setStopTimeout(0);
        server.addBean(new NetworkConnectionLimit(Limits.CONNECTIONS, server));
    }

    /** Opens a plain listener and answers its port. */
    public int http(String bindAddress, int port, Endpoint endpoint) {
        return open(
                new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration())),
                bindAddress,
                port,
                endpoint);
    }

    /** Opens a TLS listener with the certificate in this key store and answers its port. */
    public int https(String bindAddress, int port, KeyStore certificate, String password, Endpoint endpoint) {
        var tls = new SslContextFactory.Server();
        tls.setKeyStore(certificate);
        tls.setKeyStorePassword(password);
        tls.setSniRequired(false);
        HttpConfiguration configuration = configuration();
        // Clients come by address as well as by name; the certificate has both.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        var http = new HttpConnectionFactory(configuration);
        return open(
                new ServerConnector(server, 1, 1, new SslConnectionFactory(tls, http.getProtocol()), http),
                bindAddress,
                port,
                endpoint);
    }

    private int open(ServerConnector connector, String bindAddress, int port, Endpoint endpoint) {
        connector.setHost(bindAddress);
        connector.setPort(port);
        connector.setIdleTimeout(Limits.IDLE.toMillis());
        connector.addBean(slowHeads);
        try {
            connector.open();
        } catch (IOException cannotListen) {
            throw portInUseOr(cannotListen, port);
        }
        endpoints.put(connector, endpoint);
        server.addConnector(connector);
        return connector.getLocalPort();
    }

    private static RuntimeException portInUseOr(IOException cause, int port) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof BindException) {
                return new PortInUse(port, cause);
            }
        }
        return new IllegalStateException("cannot listen on port " + port, cause);
    }

    private static HttpConfiguration configuration() {
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(Limits.HEADER_BYTES);
        configuration.setResponseHeaderSize(Limits.HEADER_BYTES);
        configuration.setMinRequestDataRate(Limits.MIN_BYTES_PER_SECOND);
        return configuration;
    }

    /** Listeners are open before this, so that a port that is taken is known before anything runs. */
    public void start() {
        try {
            server.start();
        } catch (Exception cannotStart) {
            close();
            throw new IllegalStateException("the local tenant cannot start", cannotStart);
        }
    }

    @Override
    public void close() {
        slowHeads.close();
        try {
            stopServer();
            for (Connector connector : server.getConnectors()) {
                ((ServerConnector) connector).close();
            }
            server.destroy();
        } catch (Exception alreadyDown) {
            throw new IllegalStateException("the local tenant cannot stop", alreadyDown);
        }
    }

    private void stopServer() throws Exception {
        try {
            server.stop();
        } catch (TimeoutException someoneStayedConnected) {
            // Whoever keeps a connection open is cut off; everything has stopped all the same.
        }
    }

    private final class Dispatch extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback whenSent) throws IOException {
            var connection = request.getConnectionMetaData().getConnection();
            slowHeads.headIsThere(connection);
            Callback callback = Callback.from(whenSent, () -> slowHeads.answered(connection));
            Endpoint endpoint = endpoints.get(request.getConnectionMetaData().getConnector());
            byte[] body = body(request);
            Reply reply = body == null
                    ? Reply.text(413, "Request body too large\n").with("Connection", "close")
                    : answered(endpoint, request, body);
            boolean headOnly = request.getMethod().equals("HEAD");
            switch (reply.delivery()) {
                case Delivery.AtOnce() -> send(reply, headOnly, response, callback);
                case Delivery.Late(Duration pause) -> {
                    sleep(pause);
                    send(reply, headOnly, response, callback);
                }
                case Delivery.InPieces pieces -> sendInPieces(reply, pieces, request, response, callback);
                case Delivery.Never() -> hangUp(request, callback);
            }
            return true;
        }

        private Reply answered(Endpoint endpoint, Request request, byte[] body) {
            try {
                return endpoint.answer(call(request, body));
            } catch (Form.MalformedForm malformed) {
                return Reply.text(400, "Bad request\n");
            } catch (RuntimeException bug) {
                System.getLogger("local-tenant")
                        .log(System.Logger.Level.ERROR, "Cannot answer " + request.getMethod(), bug);
                return Reply.text(500, "Internal error\n");
            }
        }
    }

    private static byte[] body(Request request) throws IOException {
        long announced = request.getLength();
        if (announced > Limits.BODY_BYTES) {
            return null;
        }
        try (InputStream in = Request.asInputStream(request)) {
            byte[] body = in.readNBytes(Limits.BODY_BYTES + 1);
            return body.length > Limits.BODY_BYTES ? null : body;
        }
    }

    private static Call call(Request request, byte[] body) {
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        for (var field : request.getHeaders()) {
            headers.computeIfAbsent(field.getName(), name -> new ArrayList<>()).add(field.getValue());
        }
        var uri = request.getHttpURI();
        return new Call(request.getMethod(), request.isSecure(), uri.getDecodedPath(), uri.getQuery(), headers, body);
    }

    private static HttpFields.Mutable sendHead(Reply reply, Response response) {
        response.setStatus(reply.status());
        HttpFields.Mutable fields = response.getHeaders();
        for (var header : reply.headers()) {
            fields.add(header.name(), header.value());
        }
        return fields;
    }

    private static void sendInPieces(
            Reply reply, Delivery.InPieces delivery, Request request, Response response, Callback callback) {
        sendHead(reply, response);
        try {
            // The status line goes out before the first pause.
            Content.Sink.write(response, false, ByteBuffer.allocate(0));
            for (var piece : delivery.pieces()) {
                sleep(piece.before());
                Content.Sink.write(response, false, ByteBuffer.wrap(piece.bytes()));
            }
        } catch (IOException readerIsGone) {
            callback.failed(readerIsGone);
            return;
        }
        if (delivery.cut()) {
            hangUp(request, callback);
        } else {
            response.write(true, ByteBuffer.allocate(0), callback);
        }
    }

    private static void hangUp(Request request, Callback callback) {
        request.getConnectionMetaData().getConnection().getEndPoint().close();
        callback.failed(new EOFException("closed on purpose"));
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(Reply reply, boolean headOnly, Response response, Callback callback) {
        HttpFields.Mutable fields = sendHead(reply, response);
        fields.put(HttpHeader.CONTENT_LENGTH, reply.body().length);
        ByteBuffer body = headOnly ? ByteBuffer.allocate(0) : ByteBuffer.wrap(reply.body());
        response.write(true, body, callback);
    }

    /** What Jetty refuses before a route sees it. Never says why in detail, never a stack trace. */
    private static final class SilentErrors extends ErrorHandler {
        @Override
        protected void generateResponse(
                Request request, Response response, int code, String message, Throwable cause, Callback callback) {
            send(Reply.text(code, "Refused\n").with("Connection", "close"), false, response, callback);
        }

        @Override
        public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
            fields.put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
            return ByteBuffer.wrap("Refused\n".getBytes(StandardCharsets.UTF_8));
        }
    }
}
