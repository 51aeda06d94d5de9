package dev.onbehalf.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import dev.onbehalf.stack.Running.SystemUnderTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Every page")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(Running.class)
class EveryPageIT {

    private static final List<String> PAGES =
            List.of("/", "/orders", "/orders/new", "/profile", "/inspector", "/no-such-page");

    private final SystemUnderTest system;
    private final Browser browser;

    EveryPageIT(SystemUnderTest system, Browser browser) {
        this.system = system;
        this.browser = browser;
    }

    @ParameterizedTest(name = "as {0} reads it, on a screen {1} pixels wide")
    @CsvSource({"en, 1280", "ja, 1280", "en, 390", "ja, 390"})
    void fits_the_screen_speaks_the_language_and_breaks_no_rule_of_its_own_policy(String language, int width) {
        Page page = browser.newPerson(language);
        page.setViewportSize(width, 900);
        List<String> complaints = new ArrayList<>();
        page.onConsoleMessage(message -> remember(message, complaints));
        page.onPageError(complaints::add);
        String look = language + "-" + width + "-";

        Person taro = new Person(page, system.webUrl()).opens("/").picture(look + "landing");
        page.click("#sign-in");
        taro.picture(look + "sign-in").entersPasswordOf("taro@contoso.test");
        for (String path : PAGES) {
            taro.opens(path)
                    .picture(look
                            + (path.equals("/") ? "start" : path.substring(1).replace('/', '-')));
            assertThat(page.getAttribute("html", "lang")).as(path).isEqualTo(language);
            assertThat(page.locator("h1").count())
                    .as("headings of the first order on " + path)
                    .isEqualTo(1);
            assertThat(page.evaluate(
                            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .as("pixels to scroll sideways on " + path)
                    .isEqualTo(0);
        }
        assertThat(complaints).as("what the browser complained about").isEmpty();
    }

    private static void remember(ConsoleMessage message, List<String> complaints) {
        boolean notFoundOnPurpose = message.text().contains("404");
        if (message.type().equals("error") && !notFoundOnPurpose) {
            complaints.add(message.text());
        }
    }
}
