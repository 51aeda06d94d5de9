package dev.onbehalf.orders.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.onbehalf.orders.tenant.ConfiguredTenant;
import dev.onbehalf.orders.tenant.TestingAuthority;
import dev.onbehalf.orders.tenant.TestingAuthority.Answer;
import dev.onbehalf.orders.tenant.TestingAuthority.Asked;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@QuarkusTest
@TestProfile(ConfiguredTenant.class)
@DisplayName("When a receipt cannot be sent")
@DisplayNameGeneration(ReplaceUnderscores.class)
class WhenTheMailServiceFailsTest {

    private static final String ME = "/graph/v1.0/me";
    private static final String SEND = "/graph/v1.0/me/sendMail";

    TestingAuthority authority;

    @Inject
    DataSource database;

    private final String oid = UUID.randomUUID().toString();
    private final String key = UUID.randomUUID().toString();
    private String id;

    @BeforeEach
    void a_user_with_a_mailbox_and_an_order() {
        authority.answerTokenRequests(request -> TestingAuthority.granted("exchanged-" + oid));
        authority.answer(ME, request -> Answer.json(200, "{\"mail\":\"sabine@contoso.test\"}"));
        authority.answer(SEND, request -> new Answer(202, Map.of(), ""));
        id = asUser().header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body("{\"item\":\"Chair\",\"quantity\":1,\"unitPrice\":1}")
                .post("/orders")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @AfterEach
    void the_user_of_the_other_tests_again() {
        authority.answer(ME, request -> Answer.json(200, "{\"displayName\":\"Sabine Prüfstein\",\"jobTitle\":null}"));
    }

    @Test
    void a_user_without_an_address_is_told_so_and_the_key_can_be_used_later() {
        authority.answer(ME, request -> Answer.json(200, "{\"mail\":null,\"preferredLanguage\":null}"));
        assertThat(problemOf(receipt())).isEqualTo("409 mailbox-missing");
        authority.answer(ME, request -> Answer.json(200, "{\"mail\":\" \"}"));
        assertThat(problemOf(receipt())).isEqualTo("409 mailbox-missing");
        assertThat(sent()).isEmpty();
        authority.answer(ME, request -> Answer.json(200, "{\"mail\":\"sabine@contoso.test\"}"));
        receipt().then().statusCode(202);
        assertThat(sent()).hasSize(1);
    }

    @Test
    void an_address_without_a_mailbox_is_told_the_same() {
        authority.answer(
                SEND,
                request ->
                        Answer.json(404, "{\"error\":{\"code\":\"MailboxNotEnabledForRESTAPI\",\"message\":\"x\"}}"));
        Response answer = receipt();
        assertThat(problemOf(answer)).isEqualTo("409 mailbox-missing");
        answer.then().body("actor", equalTo("administrator"));
    }

    @TestFactory
    List<DynamicTest> a_clear_refusal_leaves_the_key_free() {
        return List.of(
                refusal("throttled", new Answer(429, Map.of("Retry-After", "60"), ""), "503 downstream-throttled"),
                refusal("away", new Answer(503, Map.of("Retry-After", "1"), ""), "503 downstream-unavailable"),
                refusal("forbidden", new Answer(403, Map.of(), ""), "403 downstream-forbidden"),
                refusal("token refused", new Answer(401, Map.of(), ""), "502 downstream-refused-token"));
    }

    private DynamicTest refusal(String name, Answer answer, String problem) {
        return DynamicTest.dynamicTest(name, () -> {
            String other = UUID.randomUUID().toString();
            authority.answer(SEND, request -> answer);
            assertThat(problemOf(receipt(other))).isEqualTo(problem);
            authority.answer(SEND, request -> new Answer(202, Map.of(), ""));
            receipt(other).then().statusCode(202);
        });
    }

    @Test
    void no_token_for_mail_leaves_the_key_free() {
        authority.answerTokenRequests(request -> request.body().contains("Mail.Send")
                ? Answer.json(
                        400,
                        "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS53003: x\",\"error_codes\":[53003]}")
                : TestingAuthority.granted("exchanged-" + oid));
        assertThat(problemOf(receipt())).isEqualTo("403 exchange-refused");
        authority.answerTokenRequests(request -> TestingAuthority.granted("exchanged-" + oid));
        receipt().then().statusCode(202);
    }

    @Test
    void silence_leaves_open_whether_it_was_sent_and_nothing_is_sent_a_second_time() {
        CountDownLatch over = new CountDownLatch(1);
        authority.answer(SEND, request -> {
            over.await();
            return new Answer(202, Map.of(), "");
        });
        try {
            assertThat(problemOf(receipt())).isEqualTo("504 downstream-timeout");
        } finally {
            over.countDown();
        }
        staysUnconfirmed();
    }

    @Test
    void a_connection_that_is_cut_leaves_it_open_too() {
        authority.answer(SEND, request -> null);
        assertThat(problemOf(receipt())).isEqualTo("503 downstream-unavailable");
        staysUnconfirmed();
    }

    @Test
    void an_error_of_the_mail_service_leaves_it_open_too() {
        authority.answer(SEND, request -> new Answer(500, Map.of(), "<html>"));
        assertThat(problemOf(receipt())).isEqualTo("502 downstream-failed");
        staysUnconfirmed();
    }

    @Test
    void a_replica_that_died_while_sending_leaves_it_open_too() throws SQLException {
        begun("3 minutes");
        staysUnconfirmed();
    }

    @Test
    void one_that_another_replica_is_sending_is_waited_for_but_not_for_ever() throws SQLException {
        begun("1 second");
        Response answer = receipt();
        assertThat(problemOf(answer)).isEqualTo("409 receipt-under-way");
        answer.then().header("Retry-After", "5");
        assertThat(sent()).isEmpty();
    }

    private void staysUnconfirmed() {
        authority.answer(SEND, request -> new Answer(202, Map.of(), ""));
        int before = sent().size();
        assertThat(problemOf(receipt())).isEqualTo("409 receipt-unconfirmed");
        assertThat(sent()).hasSize(before);
        receipt(UUID.randomUUID().toString()).then().statusCode(202);
    }

    private void begun(String ago) throws SQLException {
        try (Connection connection = database.getConnection();
                var begin = connection.prepareStatement(
                        "insert into receipt (tid, oid, idempotency_key, order_id, state, begun_at)"
                                + " values (?::uuid, ?::uuid, ?, ?::uuid, 'SENDING', now() - ?::interval)")) {
            begin.setString(1, TestingAuthority.TENANT);
            begin.setString(2, oid);
            begin.setString(3, key);
            begin.setString(4, id);
            begin.setString(5, ago);
            begin.executeUpdate();
        }
    }

    private List<Asked> sent() {
        return authority.asked(SEND).stream()
                .filter(asked -> asked.header("Authorization").endsWith(oid))
                .toList();
    }

    private Response receipt() {
        return receipt(key);
    }

    private Response receipt(String idempotencyKey) {
        return asUser().header("Idempotency-Key", idempotencyKey).post("/orders/{id}/receipt", id);
    }

    private RequestSpecification asUser() {
        return given().header("Authorization", "Bearer " + authority.token(authority.claims(oid)));
    }

    private static String problemOf(Response answer) {
        return answer.statusCode() + " " + answer.<String>path("type").replaceAll(".*/", "");
    }
}
