package dev.onbehalf.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.web.challenge.ChallengeText;
import dev.onbehalf.web.home.HomeText;
import dev.onbehalf.web.inspector.InspectorText;
import dev.onbehalf.web.order.OrderText;
import dev.onbehalf.web.problem.ProblemText;
import dev.onbehalf.web.problem.RefusalText;
import dev.onbehalf.web.product.ProductText;
import dev.onbehalf.web.profile.ProfileText;
import dev.onbehalf.web.signin.SessionsText;
import io.quarkus.qute.i18n.MessageBundle;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(PagesAlone.class)
@DisplayName("Every page")
@DisplayNameGeneration(ReplaceUnderscores.class)
class EveryPageTest {

    @Inject
    TestingOrdersApi api;

    @BeforeEach
    void start() {
        api.start();
        api.hasOrders(45);
    }

    static Stream<List<String>> pages() {
        return Stream.of("en", "ja").flatMap(language -> Stream.of(
                        "/",
                        "/orders",
                        "/orders/new",
                        "/orders/new?q=desk",
                        "/orders/{id}",
                        "/orders/{id}?placed",
                        "/orders/{id}?receipt-sent",
                        "/orders/awaiting-approval",
                        "/profile",
                        "/inspector",
                        "/sessions",
                        "/no-such-page")
                .map(path -> List.of(language, path)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void speaks_its_language_and_is_well_built(List<String> languageAndPath) {
        String language = languageAndPath.getFirst();
        String path = languageAndPath.getLast();
        try (Visitor visitor = Visitor.signedIn(path.startsWith("/orders") ? "hana" : "gina", language)) {
            HtmlPage page =
                    visitor.open(path.replace("{id}", api.orders().getFirst().getString("id")));
            speaks(page, language);
            isOutlined(page);
            labelsItsFields(page);
            hasNothingInline(page);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"en", "ja"})
    void the_public_page_is_well_built_too(String language) {
        try (Visitor visitor = Visitor.anonymous(language)) {
            HtmlPage page = visitor.open("/");
            speaks(page, language);
            isOutlined(page);
            hasNothingInline(page);
        }
    }

    @Test
    void the_switch_changes_the_language_here_and_from_now_on() {
        try (Visitor visitor = Visitor.taro()) {
            HtmlPage switched = visitor.open("/orders?page=2&lang=ja");
            assertThat(switched.getDocumentElement().getAttribute("lang")).isEqualTo("ja");
            assertThat(Visitor.text(switched, "page-of")).isEqualTo("2 / 3 ページ");
            assertThat(switched.<HtmlElement>querySelector("[data-language=en]").getAttribute("href"))
                    .isEqualTo("/orders?page=2&lang=en");
            assertThat(visitor.open("/profile").getTitleText()).isEqualTo("プロフィール · Onbehalf");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"fr", "*", "", ";;;q=", "de-DE,de;q=0.9"})
    void a_language_we_do_not_speak_is_answered_in_English(String accepted) {
        try (Visitor visitor = Visitor.anonymous(accepted)) {
            assertThat(visitor.open("/").getDocumentElement().getAttribute("lang"))
                    .isEqualTo("en");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            classes = {
                PageText.class,
                HomeText.class,
                OrderText.class,
                ChallengeText.class,
                ProfileText.class,
                InspectorText.class,
                ProblemText.class,
                SessionsText.class,
                ProductText.class,
                RefusalText.class
            })
    void no_text_is_missing_in_Japanese(Class<?> bundle) throws IOException {
        String file = "messages/" + bundle.getAnnotation(MessageBundle.class).value() + "_ja.properties";
        Properties japanese = new Properties();
        try (var in = Thread.currentThread().getContextClassLoader().getResourceAsStream(file)) {
            japanese.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        assertThat(japanese.stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(bundle.getMethods()).map(Method::getName).toList());
    }

    private static void speaks(HtmlPage page, String language) {
        assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo(language);
        assertThat(page.getTitleText()).endsWith(" · Onbehalf");
        // Names and items may be in any script; kana are only in texts of our own.
        assertThat(page.querySelector("main").getTextContent().codePoints().anyMatch(c -> c >= 0x3040 && c < 0x3100))
                .as("the page has Japanese words")
                .isEqualTo(language.equals("ja"));
    }

    private static void isOutlined(HtmlPage page) {
        List<Integer> levels = page.querySelectorAll("h1, h2, h3, h4").stream()
                .map(heading -> heading.getNodeName().charAt(1) - '0')
                .toList();
        assertThat(levels).startsWith(1).containsOnlyOnce(1);
        for (int i = 1; i < levels.size(); i++) {
            assertThat(levels.get(i))
                    .as("no level is skipped in %s", levels)
                    .isLessThanOrEqualTo(levels.get(i - 1) + 1);
        }
        assertThat(page.querySelectorAll("main")).hasSize(1);
        assertThat(page.querySelectorAll("[id]").stream().map(node -> ((HtmlElement) node).getId()))
                .doesNotHaveDuplicates();
        assertThat(page.querySelector(".skip")
                        .getAttributes()
                        .getNamedItem("href")
                        .getNodeValue())
                .isEqualTo("#" + page.<HtmlElement>querySelector("main").getId());
    }

    private static void labelsItsFields(HtmlPage page) {
        assertThat(page.querySelectorAll("input:not([type=hidden]), textarea, select"))
                .allSatisfy(field -> assertThat(
                                page.<DomNode>querySelector("label[for=" + ((HtmlElement) field).getId() + "]"))
                        .isNotNull());
        assertThat(page.querySelectorAll("img"))
                .allSatisfy(image ->
                        assertThat(((HtmlElement) image).hasAttribute("alt")).isTrue());
        assertThat(page.querySelectorAll("form[method=post]"))
                .allSatisfy(form -> assertThat(form.<DomNode>querySelector("input[name=csrf-token]"))
                        .isNotNull());
        // Signing out is the one thing that needs no sign-in when the session is over.
        assertThat(page.querySelectorAll("form[method=post]:not([action='/sign-out'])"))
                .allSatisfy(form -> assertThat(form.<HtmlElement>querySelector("input[name=whose]")
                                .getAttribute("value"))
                        .isNotEmpty());
    }

    private static void hasNothingInline(HtmlPage page) {
        assertThat(page.querySelectorAll("[style], style, script:not([src]), [onclick]"))
                .isEmpty();
        assertThat(page.querySelectorAll("link[href^=http], script[src^=http], img[src^=http]"))
                .isEmpty();
    }
}
