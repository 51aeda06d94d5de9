package dev.onbehalf.orders.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.onbehalf.orders.tenant.LocalTenant;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("Asking for a receipt")
@DisplayNameGeneration(ReplaceUnderscores.class)
class AskingForAReceiptTest {

    private static final String GINA = "gina@contoso.test";
    private static final String TARO = "taro@contoso.test";

    private final String token = LocalTenant.tokenOf(LocalTenant.GINA);
    private final int mailsBefore = LocalTenant.mailTo(GINA).size();

    @BeforeEach
    void consented() {
        LocalTenant.consent(GINA, "Mail.Send");
        LocalTenant.consent(TARO, "Mail.Send");
    }

    @AfterAll
    static void as_it_was_before() {
        LocalTenant.reset();
    }

    @Test
    void sends_it_from_and_to_the_callers_own_mailbox() {
        String id = place("Desk lamp", "25.00");
        Response answer = receipt(id, key());
        answer.then()
                .statusCode(202)
                .body("id", equalTo(id))
                .body("receiptSentAt", matchesPattern("\\d{4}-\\d\\d-\\d\\dT.*Z"));
        as(token).get("/orders/{id}", id).then().body("receiptSentAt", equalTo(answer.path("receiptSentAt")));
        assertThat(mails()).singleElement().satisfies(mail -> {
            assertThat(mail)
                    .containsEntry("from", GINA)
                    .containsEntry("contentType", "html")
                    .containsEntry("subject", "Your receipt: Desk lamp");
            assertThat(mail.get("content").toString())
                    .contains("<html lang=\"en\">", "Receipt for your order", "Desk lamp", "€25.00", "€50.00", id)
                    .contains("Placed, waiting for approval", "for the &lt;b&gt;second&lt;/b&gt; floor")
                    .doesNotContain("<b>", token, token.substring(token.lastIndexOf('.')));
        });
    }

    @Test
    void says_first_that_nobody_has_consented_and_sends_it_once_with_the_same_key_after_that() {
        String key = key();
        String id = place("Chair", "10.00");
        LocalTenant.withdrawConsents(GINA);
        LocalTenant.consent(GINA, "User.Read");
        String fresh = LocalTenant.tokenOf(LocalTenant.GINA);
        Response refused = receipt(fresh, id, key);
        refused.then()
                .body("type", equalTo("https://onbehalf.dev/problems/consent-required"))
                .body("aadsts", equalTo(65001));
        assertThat(refused.header("WWW-Authenticate"))
                .endsWith("error=\"consent_required\", scope=\"https://graph.microsoft.com/Mail.Send\"");
        as(token).get("/orders/{id}", id).then().body("receiptSentAt", nullValue());
        assertThat(mails()).isEmpty();

        LocalTenant.consent(GINA, "Mail.Send");
        Response sent = receipt(fresh, id, key);

        sent.then().statusCode(202);
        assertThat(sent.header("Idempotent-Replayed")).isNull();
        Response again = receipt(fresh, id, key);
        again.then().statusCode(202).header("Idempotent-Replayed", "true");
        assertThat(again.asString()).isEqualTo(sent.asString());
        assertThat(mails()).hasSize(1);
    }

    @Test
    void ten_times_at_once_with_one_key_sends_one() throws Exception {
        String key = key();
        String id = place("Chair", "10.00");
        CountDownLatch together = new CountDownLatch(1);
        List<Future<Response>> answers = new ArrayList<>();
        try (ExecutorService everybody = Executors.newFixedThreadPool(10)) {
            for (int i = 0; i < 10; i++) {
                answers.add(everybody.submit(() -> {
                    together.await();
                    return receipt(id, key);
                }));
            }
            together.countDown();
        }
        List<String> bodies = new ArrayList<>();
        for (Future<Response> answer : answers) {
            answer.get().then().statusCode(202);
            bodies.add(answer.get().asString());
        }
        assertThat(bodies).containsOnly(bodies.getFirst());
        assertThat(mails()).hasSize(1);
    }

    @Test
    void with_another_key_sends_another_one() {
        String id = place("Chair", "10.00");
        Response first = receipt(id, key());
        Response second = receipt(id, key());
        second.then().statusCode(202);
        assertThat(second.<String>path("receiptSentAt")).isGreaterThan(first.path("receiptSentAt"));
        assertThat(mails()).hasSize(2);
    }

    @Test
    void gets_it_in_the_language_of_the_profile_unless_the_request_names_one() {
        String taro = LocalTenant.tokenOf(LocalTenant.TARO);
        int before = LocalTenant.mailTo(TARO).size();
        String id = place(taro, "机", "1234.50");
        receipt(taro, id, key()).then().statusCode(202);
        as(taro).header("Idempotency-Key", key())
                .header("Accept-Language", "en-GB, ja;q=0.5")
                .post("/orders/{id}/receipt", id)
                .then()
                .statusCode(202);
        as(taro).header("Idempotency-Key", key())
                .header("Accept-Language", "tlh")
                .post("/orders/{id}/receipt", id)
                .then()
                .statusCode(202);
        List<Map<String, Object>> mails = LocalTenant.mailTo(TARO);
        assertThat(mails.subList(before, mails.size()))
                .extracting("subject")
                .containsExactly("ご注文の控え：机", "Your receipt: 机", "ご注文の控え：机");
        assertThat(mails.get(before).get("content").toString())
                .contains("<html lang=\"ja\">", "受付済み（承認待ち）", "€1,234.50", "€2,469.00");
    }

    @Test
    void shows_the_order_as_it_stands() {
        String id = place("Chair", "10.00");
        String hana = LocalTenant.sign(LocalTenant.claimsOf(LocalTenant.HANA).with("roles", List.of("Orders.Approve")));
        as(hana).post("/orders/{id}/approve", id).then().statusCode(200);
        receipt(id, key()).then().statusCode(202);
        assertThat(mails().getLast().get("content").toString()).contains("Approved on");
    }

    @Test
    void is_for_the_owner_only() {
        String id = place("Chair", "10.00");
        String hana = LocalTenant.sign(LocalTenant.claimsOf(LocalTenant.HANA).with("roles", List.of("Orders.Approve")));
        receipt(hana, id, key())
                .then()
                .statusCode(404)
                .body("type", equalTo("https://onbehalf.dev/problems/order-not-found"));
        receipt(LocalTenant.daemonToken(), id, key())
                .then()
                .statusCode(403)
                .body("type", equalTo("https://onbehalf.dev/problems/user-required"));
    }

    @Test
    void with_the_key_of_another_orders_receipt_is_refused() {
        String key = key();
        receipt(place("Chair", "10.00"), key).then().statusCode(202);
        receipt(place("Desk", "10.00"), key)
                .then()
                .statusCode(422)
                .body("type", equalTo("https://onbehalf.dev/problems/idempotency-key-reused"));
    }

    @Test
    void needs_a_key_and_the_scope_for_writing() {
        String id = place("Chair", "10.00");
        as(token)
                .post("/orders/{id}/receipt", id)
                .then()
                .statusCode(400)
                .body("type", equalTo("https://onbehalf.dev/problems/idempotency-key-invalid"));
        receipt(id, "a b").then().statusCode(400);
        String reader =
                LocalTenant.sign(LocalTenant.claimsOf(LocalTenant.GINA).with("scp", "access_as_user Orders.Read"));
        receipt(reader, id, key())
                .then()
                .statusCode(403)
                .body("type", equalTo("https://onbehalf.dev/problems/scope-missing"));
    }

    private List<Map<String, Object>> mails() {
        List<Map<String, Object>> all = LocalTenant.mailTo(GINA);
        return all.subList(mailsBefore, all.size());
    }

    private String place(String item, String price) {
        return place(token, item, price);
    }

    private static String place(String token, String item, String price) {
        return as(token)
                .header("Idempotency-Key", key())
                .contentType("application/json; charset=utf-8")
                .body("{\"item\":\"" + item + "\",\"quantity\":2,\"unitPrice\":" + price
                        + ",\"note\":\"for the <b>second</b> floor\"}")
                .post("/orders")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private Response receipt(String id, String key) {
        return receipt(token, id, key);
    }

    private static Response receipt(String token, String id, String key) {
        return as(token).header("Idempotency-Key", key).post("/orders/{id}/receipt", id);
    }

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
