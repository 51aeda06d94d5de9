package dev.onbehalf.tenant.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayName("A slow stranger")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SlowStrangersTest {
    private static final Duration LIMIT = Duration.ofMillis(600);
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private HttpServer server;
    private int port;

    @BeforeEach
    void start() {
        server = new HttpServer(LIMIT);
        port = server.http(
                "127.0.0.1",
                0,
                call -> call.path().equals("/late")
                        ? Reply.text(200, "late").by(new Delivery.Late(LIMIT.multipliedBy(3)))
                        : Reply.text(200, "here"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void who_drips_headers_is_cut_off() throws Exception {
        try (var socket = connect()) {
            assertThat(drip(socket, "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(2_000)))
                    .isLessThan(2_000);
        }
    }

    @Test
    void who_drips_the_second_request_is_cut_off_too() throws Exception {
        try (var socket = connect()) {
            ask(socket, REQUEST);
            assertThat(drip(socket, "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(2_000)))
                    .isLessThan(2_000);
        }
    }

    @Test
    void who_only_waits_is_answered_all_the_same() throws Exception {
        try (var socket = connect()) {
            ask(socket, REQUEST);
            waitFor(LIMIT.multipliedBy(3));
            assertThat(ask(socket, REQUEST)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void is_not_confused_with_a_slow_answer() throws Exception {
        try (var socket = connect()) {
            assertThat(ask(socket, REQUEST.replace("GET / ", "GET /late ")))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("late");
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** Sends byte by byte until the other side has closed; how many bytes were taken. */
    private static int drip(Socket socket, String request) throws Exception {
        byte[] bytes = request.getBytes(StandardCharsets.US_ASCII);
        int sent = 0;
        try {
            for (; sent < bytes.length && socket.getInputStream().available() == 0; sent++) {
                socket.getOutputStream().write(bytes[sent]);
                waitFor(Duration.ofMillis(20));
            }
        } catch (IOException closed) {
            // As it should be.
        }
        return sent;
    }

    private static String ask(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        var answer = new StringBuilder();
        while (!answer.toString().contains("\r\n\r\n") || answer.length() < answer.indexOf("\r\n\r\n") + 8) {
            int c = in.read();
            if (c < 0) {
                break;
            }
            answer.append((char) c);
        }
        return answer.toString();
    }

    /** Time is what is tested here. */
    private static void waitFor(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }
}
