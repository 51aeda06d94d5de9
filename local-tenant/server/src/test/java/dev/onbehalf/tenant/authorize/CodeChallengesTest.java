package dev.onbehalf.tenant.authorize;

import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.TestingBrowser.usual;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingSpa;
import dev.onbehalf.tenant.TestingTenant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7636 §4.2 and §4.3. */
@DisplayName("Code challenges")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class CodeChallengesTest {

    @ParameterizedTest(name = "{0} characters by {1}")
    @CsvSource(
            nullValues = "none",
            value = {"43, S256", "128, S256", "43, plain", "128, none"})
    void are_taken_from_43_to_128_characters_by_both_methods(int length, String method, TestingBrowser browser) {
        var request = usual("code_challenge", "a".repeat(length), "code_challenge_method", method);

        assertThat(browser.signIn(TARO, request).redirected()).containsKey("code");
    }

    @ParameterizedTest(name = "{0} by {1}: {2}")
    @CsvSource({
        "short, S256, 501491",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, S256, 501491",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa+, S256, 501491",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, s256, 50149",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, PLAIN, 50149",
    })
    void of_another_shape_are_refused(String challenge, String method, int aadsts, TestingBrowser browser) {
        var request = usual("code_challenge", challenge, "code_challenge_method", method);

        assertThat(browser.authorize(request).aadstsInRedirect()).isEqualTo(aadsts);
    }

    @Test
    void are_due_from_a_single_page_application_when_it_wants_a_code(TestingBrowser browser) {
        var forCode = TestingSpa.request("code_challenge", null, "code_challenge_method", null);
        assertThat(browser.authorize(forCode).aadstsInRedirect()).isEqualTo(9002325);

        var forTokens =
                TestingSpa.request("code_challenge", null, "code_challenge_method", null, "response_type", "id_token");
        assertThat(browser.signIn(TARO, forTokens).redirected()).containsKey("id_token");
    }
}
