package dev.onbehalf.orders.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.oneOf;

import dev.onbehalf.orders.tenant.ConfiguredTenant;
import dev.onbehalf.orders.tenant.Jws;
import dev.onbehalf.orders.tenant.TestingAuthority;
import dev.onbehalf.orders.tenant.TestingAuthority.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.security.KeyPair;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConfiguredTenant.class)
@DisplayName("With a tenant of one's own configured")
@DisplayNameGeneration(ReplaceUnderscores.class)
class AConfiguredTenantTest {

    private static final String KEYS = "/" + TestingAuthority.TENANT + "/discovery/v2.0/keys";

    TestingAuthority authority;

    private final String oid = UUID.randomUUID().toString();

    @Test
    void no_local_tenant_is_started() {
        assertThat(ConfigProvider.getConfig().getOptionalValue("local-tenant.admin-url", String.class))
                .isEmpty();
    }

    @Test
    void the_keys_are_asked_of_its_authority_over_https() {
        get(authority.token(authority.claims(oid))).then().statusCode(200);
        assertThat(authority.url()).startsWith("https://");
        assertThat(authority.asked(KEYS)).isNotEmpty();
        assertThat(authority.asked("")).allMatch(asked -> !asked.path().contains("discovery/instance"));
    }

    @Test
    void a_new_key_is_learnt_and_made_up_ones_do_not_make_us_ask_for_ever() {
        get(authority.token(authority.claims(oid))).then().statusCode(200);
        KeyPair second = authority.publish("second");
        String token = signed("second", second);
        // The wait is the configured 1 s between two questions, however many key ids are invented.
        awaitAccepted(token);
        int before = authority.asked(KEYS).size();
        for (int i = 0; i < 50; i++) {
            get(signed("made-up-" + i, second)).then().statusCode(401);
        }
        assertThat(authority.asked(KEYS).size() - before).isLessThan(15);
        get(authority.token(authority.claims(oid))).then().statusCode(200);
    }

    @Test
    void known_keys_go_on_working_while_it_is_away() {
        get(authority.token(authority.claims(oid))).then().statusCode(200);
        authority.breakKeys(request -> new Answer(503, Map.of(), "<html>"));
        try {
            get(signed("unknown-while-away", TestingAuthority.newKey())).then().statusCode(oneOf(401, 503));
            get(authority.token(authority.claims(oid))).then().statusCode(200);
        } finally {
            authority.mendKeys();
        }
    }

    @Test
    void keys_that_only_trickle_are_given_up_and_asked_for_again_later() {
        get(authority.token(authority.claims(oid))).then().statusCode(200);
        CountDownLatch over = new CountDownLatch(1);
        authority.breakKeys(request -> Answer.json(200, "{\"keys\":[]}").trickling(over));
        try {
            int before = authority.asked(KEYS).size();
            // Keys are not asked for more often than once a second.
            while (authority.asked(KEYS).size() == before) {
                get(signed("unknown-" + UUID.randomUUID(), TestingAuthority.newKey()))
                        .then()
                        .statusCode(oneOf(401, 503));
            }
            get(authority.token(authority.claims(oid))).then().statusCode(200);
        } finally {
            over.countDown();
            authority.mendKeys();
        }
    }

    private void awaitAccepted(String token) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (get(token).statusCode() != 200) {
            assertThat(System.nanoTime()).as("the new key is learnt").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private String signed(String keyId, KeyPair key) {
        return Jws.rs256(
                "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"" + keyId + "\"}",
                authority.claims(oid).json(),
                key.getPrivate());
    }

    private static Response get(String token) {
        return given().header("Authorization", "Bearer " + token).get("/token");
    }
}
