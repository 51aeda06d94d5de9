package dev.onbehalf.orders.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.orders.tenant.LocalTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("The log")
@DisplayNameGeneration(ReplaceUnderscores.class)
class NothingInTheLogsTest {

    private static final Logger ROOT = Logger.getLogger("");
    private static final List<String> LOUD =
            List.of("dev.onbehalf", "com.microsoft", "io.quarkus.security", "io.smallrye.jwt");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler recorder = new Recorder(lines);

    @BeforeEach
    void record() {
        recorder.setLevel(Level.ALL);
        ROOT.addHandler(recorder);
        LOUD.forEach(name -> Logger.getLogger(name).setLevel(Level.ALL));
    }

    @AfterEach
    void stop() {
        ROOT.removeHandler(recorder);
        LOUD.forEach(name -> Logger.getLogger(name).setLevel(null));
    }

    @Test
    void of_a_whole_cycle_holds_no_token_no_secret_and_no_name() {
        String taro = LocalTenant.tokenOf(LocalTenant.TARO);
        String nora = LocalTenant.tokenOf(LocalTenant.NORA);
        String forged = LocalTenant.forge(LocalTenant.claimsOf(LocalTenant.TARO), "other-key");
        String name = get("/me", taro).path("displayName");
        get("/me/photo", taro);
        get("/me", nora);
        get("/me", forged);
        get("/token", taro);
        get("/orders", taro);
        String id = given().header("Authorization", "Bearer " + taro)
                .header("Idempotency-Key", UUID.randomUUID())
                .contentType("application/json")
                .body("{\"item\":\"A very private thing\",\"quantity\":1,\"unitPrice\":1}")
                .post("/orders")
                .path("id");
        LocalTenant.consent("taro@contoso.test", "Mail.Send");
        given().header("Authorization", "Bearer " + taro)
                .header("Idempotency-Key", UUID.randomUUID())
                .post("/orders/{id}/receipt", id)
                .then()
                .statusCode(202);
        LocalTenant.reset();
        given().header("Authorization", "Bearer " + taro).delete("/token");

        String log = String.join("\n", lines);
        assertThat(lines).as("something was logged at all").isNotEmpty();
        for (String token : List.of(taro, nora, forged)) {
            String[] parts = token.split("\\.");
            assertThat(log).doesNotContain(parts[1], parts[2]);
        }
        assertThat(log)
                .doesNotContain(LocalTenant.config("entra.api-client-secret"))
                .doesNotContain("eyJ", name, "taro@", "nora@", "Sabine", "A very private thing");
    }

    private static io.restassured.response.Response get(String path, String token) {
        return given().header("Authorization", "Bearer " + token).get(path);
    }

    private static final class Recorder extends Handler {

        private static final PatternFormatter MESSAGE = new PatternFormatter("%s");

        private final List<String> lines;

        Recorder(List<String> lines) {
            this.lines = lines;
        }

        @Override
        public void publish(LogRecord record) {
            StringBuilder line = new StringBuilder(record.getLoggerName()).append(' ');
            line.append(MESSAGE.format(ExtLogRecord.wrap(record)));
            for (Throwable t = record.getThrown(); t != null; t = t.getCause()) {
                line.append(' ').append(t);
            }
            lines.add(line.toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
