package dev.onbehalf.tenant.authorize;

import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.TestingSpa.received;
import static dev.onbehalf.tenant.TestingSpa.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The state")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class StateTest {
    private static final Map<String, String> STATES = Map.of(
            "of MSAL", "eyJpZCI6IjAxOWEiLCJtZXRhIjp7ImludGVyYWN0aW9uVHlwZSI6InJlZGlyZWN0In19|a|b==",
            "in many scripts", "ümläut 田中 太郎 😀 ‎עברית",
            "in base64", "+/+/a+b/c==",
            "that is encoded already", "%2B%20%26&x=y#z?q",
            "that looks like HTML", "<script>alert('1')</script>\"'<!--&amp;&lt;-->&#39;",
            "with line ends and blanks", " a\tb\r\nc\nd\r ",
            "of two kilobytes", "0123456789abcdef".repeat(128),
            "of two kilobytes in Japanese", "状態".repeat(341));

    static Stream<Arguments> everyStateInEveryMode() {
        var rows = new ArrayList<Arguments>();
        STATES.forEach((name, state) ->
                List.of("query", "fragment", "form_post").forEach(mode -> rows.add(arguments(name, mode, state))));
        return rows.stream();
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("everyStateInEveryMode")
    void comes_back_as_it_was(String name, String mode, String state, TestingBrowser browser) {
        var request = request("response_mode", mode, "state", state);

        assertThat(received(browser.signIn(TARO, request)).get("state")).isEqualTo(state);
        assertThat(received(browser.authorize(TestingBrowser.changed(request, "scope", "openid api://nobody/x")))
                        .get("state"))
                .isEqualTo(state);
        assertThat(received(browser.post("/" + CONTOSO + "/oauth2/v2.0/authorize", request))
                        .get("state"))
                .isEqualTo(state);
    }

    @Test
    void is_absent_when_none_was_sent(TestingBrowser browser) {
        assertThat(received(browser.signIn(TARO, request("state", null))).parameters())
                .doesNotContainKey("state")
                .containsKey("session_state");
    }

    @Test
    void cannot_break_out_of_the_form(TestingBrowser browser) {
        String html = browser.signIn(
                        TARO, request("response_mode", "form_post", "state", "\"><script>alert(1)</script>"))
                .text();

        assertThat(html).doesNotContain("<script>alert").contains("&quot;&gt;&lt;script&gt;");
    }
}
