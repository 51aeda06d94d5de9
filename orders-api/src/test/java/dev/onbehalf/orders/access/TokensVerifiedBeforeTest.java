package dev.onbehalf.orders.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.orders.tenant.ConfiguredTenant;
import dev.onbehalf.orders.tenant.Jws;
import dev.onbehalf.orders.tenant.TestingAuthority;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is remembered of a token is that its signature was good, and nothing else. */
@QuarkusTest
@TestProfile(TokensVerifiedBeforeTest.KeysAreReadOften.class)
@DisplayName("A token that was verified before")
@DisplayNameGeneration(ReplaceUnderscores.class)
class TokensVerifiedBeforeTest {

    TestingAuthority authority;

    public static final class KeysAreReadOften extends ConfiguredTenant {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("entra.keys.refresh-every", "1s");
            overrides.put("entra.clock-skew", "0s");
            return overrides;
        }
    }

    @Test
    void is_accepted_again() {
        String token = authority.token(authority.claims(someone()));
        assertThat(orders(token).statusCode()).isEqualTo(200);
        assertThat(orders(token).statusCode()).isEqualTo(200);
    }

    @Test
    void ends_when_it_expires() {
        Instant end = Instant.now().plusSeconds(3);
        String token = authority.token(authority.claims(someone()).with("exp", end.getEpochSecond()));
        assertThat(orders(token).statusCode()).isEqualTo(200);

        Response refused = until(token, answer -> answer.statusCode() != 200);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).contains("error=\"invalid_token\"", "expired");
    }

    @Test
    void ends_with_the_key_that_signed_it() {
        String token = Jws.rs256(
                "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"short-lived\"}",
                authority.claims(someone()).json(),
                authority.publish("short-lived").getPrivate());
        // An unknown key id asks for the keys again once a second.
        assertThat(until(token, answer -> answer.statusCode() == 200).statusCode())
                .isEqualTo(200);

        authority.withdraw("short-lived");
        Response refused = until(token, answer -> answer.statusCode() != 200);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
    }

    @Test
    void does_not_vouch_for_one_that_differs_in_a_character() {
        String token = authority.token(authority.claims(someone()));
        assertThat(orders(token).statusCode()).isEqualTo(200);

        int inPayload = token.indexOf('.') + 20;
        char other = token.charAt(inPayload) == 'A' ? 'B' : 'A';
        String altered = token.substring(0, inPayload) + other + token.substring(inPayload + 1);
        assertThat(orders(altered).statusCode()).isEqualTo(401);
        assertThat(orders(token + "A").statusCode()).isEqualTo(401);
    }

    @Test
    void does_not_lend_its_signature_to_other_claims() {
        String mine = authority.token(authority.claims(someone()));
        String others = authority.token(authority.claims(someone()));
        assertThat(orders(mine).statusCode()).isEqualTo(200);
        assertThat(orders(others).statusCode()).isEqualTo(200);

        String mixed = others.substring(0, others.lastIndexOf('.')) + mine.substring(mine.lastIndexOf('.'));
        assertThat(orders(mixed).statusCode()).isEqualTo(401);
    }

    private static Response until(String token, Predicate<Response> wanted) {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
        Response last = orders(token);
        while (!wanted.test(last) && Instant.now().isBefore(deadline)) {
            last = orders(token);
        }
        return last;
    }

    private static Response orders(String token) {
        return given().header("Authorization", "Bearer " + token).get("/orders");
    }

    private static String someone() {
        return UUID.randomUUID().toString();
    }
}
