package dev.onbehalf.tenant.authorize;

import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.TestingSpa.CALLBACK;
import static dev.onbehalf.tenant.TestingSpa.received;
import static dev.onbehalf.tenant.TestingSpa.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingSpa.Received;
import dev.onbehalf.tenant.TestingTenant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Response types and modes")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class ResponseTypesAndModesTest {
    private static final List<String> WITH_TOKENS = List.of(
            "id_token",
            "token",
            "id_token token",
            "token id_token",
            "code id_token",
            "id_token code",
            "code token",
            "code id_token token",
            "token id_token code");

    /** Type, mode asked for (null: none), mode of the answer. */
    static Stream<Arguments> accepted() {
        var rows = new ArrayList<Arguments>();
        rows.add(arguments("code", null, "query"));
        for (String mode : List.of("query", "fragment", "form_post")) {
            rows.add(arguments("code", mode, mode));
        }
        for (String type : WITH_TOKENS) {
            rows.add(arguments(type, null, "fragment"));
            rows.add(arguments(type, "fragment", "fragment"));
            rows.add(arguments(type, "form_post", "form_post"));
        }
        return rows.stream();
    }

    @ParameterizedTest(name = "{0} by {1} comes by {2}")
    @MethodSource("accepted")
    void bring_what_they_name_and_nothing_else(String type, String mode, String expected, TestingBrowser browser) {
        Answer answer = browser.signIn(TARO, request("response_type", type, "response_mode", mode));
        Received received = received(answer);

        assertThat(received.mode()).isEqualTo(expected);
        List<String> types = List.of(type.split(" "));
        assertThat(received.parameters().containsKey("code")).isEqualTo(types.contains("code"));
        assertThat(received.parameters().containsKey("id_token")).isEqualTo(types.contains("id_token"));
        for (String member : List.of("access_token", "token_type", "expires_in", "scope")) {
            assertThat(received.parameters().containsKey(member)).as(member).isEqualTo(types.contains("token"));
        }
        assertThat(received.parameters())
                .containsEntry("state", "a-state")
                .containsKeys("session_state", "client_info");
        assertThat(received.parameters()).doesNotContainKeys("refresh_token", "error");
        assertThat(received.get("session_state")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    static Stream<String> tokens() {
        return WITH_TOKENS.stream();
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void with_tokens_are_refused_in_the_query_and_say_so_in_the_fragment(String type, TestingBrowser browser) {
        browser.signIn(TARO, request());

        Answer answer = browser.authorize(request("response_type", type, "response_mode", "query"));

        assertThat(answer.location()).startsWith(CALLBACK + "#error=invalid_request&");
        assertThat(answer.aadstsInRedirect()).isEqualTo(70007);
        assertThat(answer.redirected()).containsEntry("state", "a-state").doesNotContainKey("id_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "code none", "CODE", "id_tokens", "device_code", "code\u3000id_token"})
    void that_do_not_exist_are_refused(String type, TestingBrowser browser) {
        Answer answer = browser.authorize(request("response_type", type));

        assertThat(answer.redirected()).containsEntry("error", "unsupported_response_type");
        assertThat(answer.aadstsInRedirect()).isEqualTo(70005);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Query", "web_message", "form-post"})
    void with_a_mode_that_does_not_exist_are_refused_in_the_default_one(String mode, TestingBrowser browser) {
        Answer code = browser.authorize(request("response_mode", mode));
        Answer token = browser.authorize(request("response_mode", mode, "response_type", "id_token"));

        assertThat(code.location()).startsWith(CALLBACK + "?error=invalid_request&");
        assertThat(token.location()).startsWith(CALLBACK + "#error=invalid_request&");
        assertThat(code.aadstsInRedirect()).isEqualTo(90023);
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "fragment", "form_post"})
    void hold_for_refusals_too(String mode, TestingBrowser browser) {
        Received received = received(browser.authorize(request("response_mode", mode, "prompt", "none")));

        assertThat(received.mode()).isEqualTo(mode);
        assertThat(received.parameters())
                .containsEntry("error", "login_required")
                .containsEntry("state", "a-state")
                .containsKeys("error_description", "error_uri");
    }
}
