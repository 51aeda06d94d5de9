package dev.onbehalf.tenant.http;

import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingTenant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A stranger's request")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class StrangersTest {
    private static final String TOKEN = "/" + CONTOSO + "/oauth2/v2.0/token";

    @Test
    void with_a_huge_header_is_refused(Entra entra) throws Exception {
        assertThat(send(entra, "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
    }

    @Test
    void with_a_huge_address_is_refused(Entra entra) throws Exception {
        assertThat(send(entra, "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
    }

    @Test
    void with_a_huge_body_is_refused_before_it_was_read(Entra entra) throws Exception {
        assertThat(send(entra, post("x=" + "x".repeat(300_000)))).startsWith("HTTP/1.1 413");
    }

    @Test
    void with_a_huge_body_in_pieces_is_refused(Entra entra) throws Exception {
        String piece = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
        String head = "POST " + TOKEN + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\n\r\n";

        assertThat(send(entra, head + piece.repeat(9) + "0\r\n\r\n")).startsWith("HTTP/1.1 413");
    }

    @Test
    void with_ten_thousand_parameters_gets_an_error_in_Entras_shape(Entra entra) throws Exception {
        String answer = send(entra, post("p=1&".repeat(10_000)));

        assertThat(answer).startsWith("HTTP/1.1 400").contains("AADSTS9002313");
    }

    @Test
    void with_ten_thousand_parameters_at_the_front_door_gets_a_page(Entra entra) throws Exception {
        String answer = send(
                entra,
                "POST /" + CONTOSO + "/oauth2/v2.0/authorize HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 40000\r\n\r\n"
                        + "p=1&".repeat(10_000));

        assertThat(answer).startsWith("HTTP/1.1 400").contains("AADSTS9002313");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grant_type=%zz", "%", "grant_type=%c3%28&%00=1", "&&&===", "\u0000\u0001"})
    void that_is_malformed_gets_an_error_in_Entras_shape(String body, Entra entra) throws Exception {
        assertThat(send(entra, post(body))).startsWith("HTTP/1.1 400").contains("AADSTS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /assets/..%2f..%2fseed.json HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "\u0016\u0003\u0001\u0002",
            })
    void that_is_no_good_HTTP_is_refused_in_few_words(String request, Entra entra) throws Exception {
        String answer = send(entra, request.contains("\r\n\r\n") ? request : request + "\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1.1 (4\\d\\d|505) .*");
        assertThat(answer.substring(answer.indexOf("\r\n\r\n"))).hasSizeLessThan(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "TRACE", "BREW"})
    void by_a_method_that_does_not_exist_is_refused(String method, Entra entra) throws Exception {
        String answer = send(
                entra,
                method + " /" + CONTOSO
                        + "/oauth2/v2.0/authorize HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1.1 (405|501|400) .*");
    }

    @Test
    void never_sees_a_stack_trace_or_what_runs_here(Entra entra) throws Exception {
        for (String request : new String[] {
            "NONSENSE\r\n\r\n", post("%"), "GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        }) {
            assertThat(send(entra, request)).doesNotContain("Exception", "at dev.", "Jetty", "jetty", "Server:");
        }
    }

    private static String post(String body) {
        return "POST " + TOKEN + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    /** Sends bytes as they are; a connection that is closed while we still write is an answer, too. */
    private static String send(Entra entra, String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", entra.http().getPort())) {
            socket.setSoTimeout(5_000);
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                socket.shutdownOutput();
            } catch (IOException closedAlready) {
                // The answer may be there all the same.
            }
            var answer = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(answer);
            } catch (IOException reset) {
                // What came before counts.
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }
}
