package dev.onbehalf.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Understanding WWW-Authenticate")
@DisplayNameGeneration(ReplaceUnderscores.class)
class UnderstandingChallengesTest {

    private static final String CLAIMS = "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"17?>~\"}}}";
    private static final String STANDARD = Base64.getEncoder().encodeToString(CLAIMS.getBytes());
    private static final String URL_SAFE =
            Base64.getUrlEncoder().withoutPadding().encodeToString(CLAIMS.getBytes());

    private static Optional<Wanted> wanted(String... headers) {
        return wanted(401, headers);
    }

    private static Optional<Wanted> wanted(int status, String... headers) {
        return BearerChallenge.in(List.of(headers)).flatMap(challenge -> challenge.wanted(status));
    }

    @Test
    void finds_the_claims_in_the_header_as_Entra_writes_it() {
        assertThat(wanted("Bearer realm=\"\", authorization_uri=\"https://login.example/common/oauth2/authorize\","
                        + " client_id=\"00000003-0000-0000-c000-000000000000\", error=\"insufficient_claims\", claims=\""
                        + STANDARD + "\""))
                .contains(new Wanted.Claims(CLAIMS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bearer error=insufficient_claims,claims=%s",
                "BEARER  Error = \"insufficient_claims\" , Claims = \"%s\"",
                "Basic realm=\"a, Bearer b\", Bearer error=\"insufficient_claims\", claims=\"%s\"",
                "Bearer error_description=\"say \\\"please\\\", error=\\\"x\\\"\", error=\"insufficient_claims\", claims=\"%s\"",
            })
    void copes_with_case_quoting_other_schemes_and_base64url(String header) {
        assertThat(wanted(header.formatted(URL_SAFE))).contains(new Wanted.Claims(CLAIMS));
        assertThat(wanted("Negotiate", header.formatted(URL_SAFE))).contains(new Wanted.Claims(CLAIMS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer error=\"invalid_token\"",
                "Bearer error=\"insufficient_scope\", scope=\"https://graph.microsoft.com/Mail.Send\"",
                "Bearer error=\"insufficient_claims\"",
                "Bearer error=\"insufficient_claims\", claims=\"%%%\"",
                "Bearer error=\"insufficient_claims\", claims=\"bm8ganNvbg==\"",
                "Bearer error=\"consent_required\", scope=\"openid\"",
                "Bearer error=\"consent_required\", scope=\"https://a.example/x https://b.example/y\"",
                "Digest error=\"insufficient_claims\", claims=\"e30=\"",
            })
    void asks_nothing_of_a_person_for_any_other_header(String header) {
        assertThat(wanted(header)).isEmpty();
    }

    @Test
    void asks_for_no_claims_too_long_for_an_address() {
        String much = Base64.getEncoder().encodeToString(("{\"a\":\"" + "x".repeat(4000) + "\"}").getBytes());
        assertThat(wanted("Bearer error=\"insufficient_claims\", claims=\"" + much + "\""))
                .isEmpty();
    }

    @Test
    void finds_the_scope_nobody_has_consented_to() {
        assertThat(wanted("Bearer error=\"consent_required\", scope=\"https://graph.microsoft.com/Mail.Send\""))
                .contains(new Wanted.Consent("https://graph.microsoft.com/Mail.Send"));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void knows_missing_consent_by_its_error_whatever_the_refusal_is_called(int status) {
        assertThat(wanted(status, "Bearer error=\"consent_required\", scope=\"https://graph.microsoft.com/Mail.Send\""))
                .isPresent();
    }

    @Test
    void takes_claims_for_a_challenge_only_with_401() {
        assertThat(wanted(403, "Bearer error=\"insufficient_claims\", claims=\"" + STANDARD + "\""))
                .isEmpty();
    }
}
