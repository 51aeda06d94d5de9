package dev.onbehalf.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import dev.onbehalf.stack.Running.SystemUnderTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What reaches the browser")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(Running.class)
class WhatReachesTheBrowserIT {

    private static final Pattern TWO_PARTS = Pattern.compile("(eyJ[A-Za-z0-9_-]{10,})(?:\\.|%2E)([A-Za-z0-9_-]{10,})");

    private static final List<String> PAGES =
            List.of("/", "/orders", "/orders/new", "/profile", "/inspector", "/no-such-page");

    private final SystemUnderTest system;
    private final Browser browser;

    WhatReachesTheBrowserIT(SystemUnderTest system, Browser browser) {
        this.system = system;
        this.browser = browser;
    }

    @Test
    void no_response_header_or_address_contains_a_token_of_any_kind() {
        Page page = browser.newPerson("en-GB");
        List<Request> finished = finishedOn(page);

        Person taro = new Person(page, system.webUrl()).signsInAs("taro@contoso.test");
        PAGES.forEach(taro::opens);
        taro.places("Desk lamp", 1, "39.00").signsOut();

        List<Response> responses = responsesTo(finished);
        assertThat(responses).as("requests that were watched").hasSizeGreaterThan(PAGES.size());
        assertThat(responses).allSatisfy(response -> {
            assertThat(tokensIn(response.url())).isEmpty();
            assertThat(tokensIn(response.allHeaders().toString())).isEmpty();
            assertThat(tokensIn(bodyOf(response))).isEmpty();
        });
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"taro@contoso.test", "gina@contoso.test"})
    void all_cookies_that_a_signed_in_response_sets_take_less_than_300_bytes(String username) {
        Page page = browser.newPerson("en-GB");
        List<Request> finished = finishedOn(page);

        Person person = new Person(page, system.webUrl()).signsInAs(username);
        PAGES.forEach(person::opens);

        List<Response> signedIn = responsesTo(finished).stream()
                .filter(response -> response.url().startsWith(system.webUrl().toString()))
                .dropWhile(response -> !response.url().contains("/signed-in"))
                .toList();
        assertThat(signedIn).hasSizeGreaterThan(PAGES.size());
        assertThat(signedIn).allSatisfy(response -> assertThat(setCookieBytes(response))
                .as(response.url().replaceAll("\\?.*", "?…"))
                .isLessThan(300));
    }

    /** Without those that the next page cut off: their end would be waited for in vain. */
    private static List<Request> finishedOn(Page page) {
        List<Request> finished = new ArrayList<>();
        page.onRequestFinished(finished::add);
        return finished;
    }

    private static List<Response> responsesTo(List<Request> requests) {
        return List.copyOf(requests).stream().map(Request::response).toList();
    }

    /**
     * JWTs, whole or without their signature, wherever they hide: two parts that both say JSON. An encrypted one, like
     * the state cookie that keeps the PKCE verifier until the person is back, has a second part that says nothing.
     */
    private static List<String> tokensIn(String text) {
        return TWO_PARTS
                .matcher(text)
                .results()
                .filter(found -> decodes(found.group(1)) && decodes(found.group(2)))
                .map(MatchResult::group)
                .toList();
    }

    private static boolean decodes(String part) {
        return new String(
                        Base64.getUrlDecoder().decode(part.substring(0, part.length() / 4 * 4)), StandardCharsets.UTF_8)
                .startsWith("{\"");
    }

    private static int setCookieBytes(Response response) {
        return response.headersArray().stream()
                .filter(header -> header.name.equalsIgnoreCase("set-cookie"))
                .mapToInt(header -> "set-cookie: ".length() + header.value.length())
                .sum();
    }

    private static String bodyOf(Response response) {
        try {
            return response.text();
        } catch (PlaywrightException redirectsHaveNoBody) {
            return "";
        }
    }
}
