package dev.onbehalf.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onbehalf.stack.Running.SystemUnderTest;
import dev.onbehalf.tenant.StandardSeed;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("A client that knows the standards and nothing of us")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(Running.class)
class AnyClientIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunningSystem system;
    private final TenantPeople people;

    AnyClientIT(SystemUnderTest system) {
        this.system = system;
        this.people = TenantPeople.of(system);
    }

    private AnyClient signedIn(String user) {
        return new AnyClient(system, user).signIn();
    }

    @Test
    void is_told_to_bring_a_second_factor_brings_it_and_is_answered() throws Exception {
        try (AnyClient max = signedIn("max@contoso.test")) {
            Wire.Exchange refused = max.get("/me");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(JSON.readTree(AuthChallenges.claimsOf(refused))
                            .at("/access_token/capolids/essential")
                            .asBoolean())
                    .isTrue();

            Wire.Exchange answered =
                    max.signIn(AuthChallenges.claimsOf(refused)).get("/me");
            assertThat(answered.status()).isEqualTo(200);
            assertThat(answered.answer()).contains("Max Weber");
        }
    }

    @Test
    void is_told_which_consent_is_missing_gets_it_for_the_API_and_is_answered() {
        people.forgetConsents("nora@contoso.test");
        try (AnyClient nora = signedIn("nora@contoso.test")) {
            Wire.Exchange refused = nora.get("/me");
            assertThat(refused.status()).isEqualTo(401);
            Map<String, String> challenge = AuthChallenges.parametersOf(refused);
            assertThat(challenge).containsEntry("error", "consent_required");

            nora.consent(challenge.get("client_id"), challenge.get("scope"));
            Wire.Exchange answered = nora.get("/me");
            assertThat(answered.status()).isEqualTo(200);
            assertThat(answered.answer()).contains("Nora Lindqvist");
        }
    }

    @Test
    void is_told_by_Graph_that_its_access_was_called_back_signs_in_again_and_is_answered() throws Exception {
        try (AnyClient gina = signedIn("gina@contoso.test")) {
            assertThat(gina.get("/me").status()).isEqualTo(200);
            people.revoke("gina@contoso.test");

            Wire.Exchange refused = gina.get("/me");
            assertThat(refused.status()).isEqualTo(401);
            JsonNode wish = JSON.readTree(AuthChallenges.claimsOf(refused)).at("/access_token/nbf");
            assertThat(wish.path("essential").asBoolean()).isTrue();
            assertThat(wish.path("value").asText()).matches("\\d{10}");

            assertThat(gina.signIn(AuthChallenges.claimsOf(refused)).get("/me").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void is_told_by_the_API_itself_to_bring_an_authentication_context_brings_it_and_approves() {
        try (AnyClient taro = signedIn("taro@contoso.test");
                AnyClient hana = signedIn("hana@contoso.test")) {
            String order = taro.places("Whiteboard", 3, "500.00");
            Wire.Exchange refused = hana.post(order + "/approve");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(AuthChallenges.claimsOf(refused))
                    .isEqualTo("{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}");

            Wire.Exchange approved =
                    hana.signIn(AuthChallenges.claimsOf(refused)).post(order + "/approve");
            assertThat(approved.status()).isEqualTo(200);
            assertThat(taro.get(order).answer()).contains("\"approved\"");
        }
    }

    @Test
    void reads_in_every_challenge_where_to_sign_in_and_for_which_API() {
        people.forgetConsents("nora@contoso.test");
        try (AnyClient max = signedIn("max@contoso.test");
                AnyClient nora = signedIn("nora@contoso.test")) {
            String authorize = system.tenant().http() + "/" + StandardSeed.TENANT_ID + "/oauth2/v2.0/authorize";
            for (Wire.Exchange refused : new Wire.Exchange[] {max.get("/me"), nora.get("/me")}) {
                assertThat(AuthChallenges.parametersOf(refused))
                        .containsEntry("realm", "")
                        .containsEntry("authorization_uri", authorize)
                        .containsEntry("client_id", StandardSeed.API_CLIENT_ID);
            }
            assertThat(AuthChallenges.parametersOf(max.get("/me")))
                    .containsOnlyKeys("realm", "authorization_uri", "client_id", "error", "claims")
                    .containsEntry("error", "insufficient_claims");
            assertThat(AuthChallenges.parametersOf(nora.get("/me")))
                    .containsOnlyKeys("realm", "authorization_uri", "client_id", "error", "scope")
                    .containsEntry("scope", "https://graph.microsoft.com/User.Read");
        }
    }
}
