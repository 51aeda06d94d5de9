package dev.onbehalf.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.web.page.PagesAlone;
import dev.onbehalf.web.page.TestingOrdersApi;
import dev.onbehalf.web.page.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(PagesAlone.class)
@DisplayName("Explaining what orders-api refused")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExplainingARefusalTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Inject
    TestingOrdersApi api;

    @BeforeEach
    void start() {
        api.start();
    }

    private static JsonObject problem(String type) {
        return new JsonObject()
                .put("type", type)
                .put("title", "The tenant refused to act on your behalf")
                .put("status", 403)
                .put("detail", "The user is not assigned.")
                .put("actor", "administrator")
                .put("remedy", "Assign the user in Enterprise applications.")
                .put("correlationId", "c-4711")
                .put("traceId", TRACE);
    }

    private HtmlPage refused(JsonObject problem, String language) {
        api.answers("GET /me", 403, problem);
        try (Visitor visitor = Visitor.signedIn("taro", language)) {
            return visitor.open("/profile");
        }
    }

    private static String language(HtmlPage page, String id) {
        return page.getElementById(id).getAttribute("lang");
    }

    @Test
    void names_who_must_act_what_helps_and_by_what_the_event_is_found() {
        JsonObject problem =
                problem("https://onbehalf.dev/problems/exchange-refused").put("aadsts", "AADSTS50105");
        HtmlPage page = refused(problem, "en");
        assertThat(page.getWebResponse().getStatusCode()).isEqualTo(403);
        assertThat(Visitor.text(page, "problem-title")).isEqualTo("The tenant refused to act on your behalf");
        assertThat(Visitor.text(page, "problem-explanation")).isEqualTo("The user is not assigned.");
        assertThat(Visitor.text(page, "problem-actor")).startsWith("An administrator of your organisation");
        assertThat(Visitor.text(page, "problem-remedy")).isEqualTo("Assign the user in Enterprise applications.");
        assertThat(Visitor.text(page, "problem-code")).isEqualTo("AADSTS50105");
        assertThat(Visitor.text(page, "problem-correlation")).isEqualTo("c-4711");
        assertThat(Visitor.text(page, "problem-trace")).isEqualTo(TRACE);
        assertThat(Visitor.text(page, "problem-time")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(page.getElementById("problem-type").getAttribute("href"))
                .isEqualTo("https://onbehalf.dev/problems/exchange-refused");
    }

    @Test
    void has_all_of_it_in_one_place_to_be_copied_by_hand_or_by_a_button_where_scripts_run() {
        HtmlPage page = refused(problem("https://onbehalf.dev/problems/exchange-refused"), "en");
        assertThat(Visitor.text(page, "problem-details"))
                .contains("403", "exchange-refused", "c-4711", TRACE, Visitor.text(page, "problem-time"));
        HtmlElement button = page.getHtmlElementById("copy-problem");
        assertThat(button.hasAttribute("hidden")).as("without scripts").isTrue();
        assertThat(button.getAttribute("data-copy")).isEqualTo("problem-details");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "user,You can do this yourself.",
        "administrator,An administrator of your organisation has to do this. Send them the lines below.",
        "developer,The people who run this application have to do this. Send them the lines below."
    })
    void says_in_plain_words_who_must_act(String actor, String words) {
        HtmlPage page = refused(problem("https://onbehalf.dev/problems/x").put("actor", actor), "en");
        assertThat(Visitor.text(page, "problem-actor")).isEqualTo(words);
    }

    @Test
    void speaks_Japanese_of_a_type_it_knows() {
        HtmlPage page = refused(problem("https://onbehalf.dev/problems/role-missing"), "ja");
        assertThat(Visitor.text(page, "problem-title")).isEqualTo("この操作に必要なロールがありません");
        assertThat(Visitor.text(page, "problem-explanation")).contains("Orders.Approve");
        assertThat(Visitor.text(page, "problem-remedy")).contains("Microsoft Entra 管理センター");
        assertThat(Visitor.text(page, "problem-actor")).isEqualTo("組織の管理者による対処が必要です。下の内容を管理者にお送りください。");
        assertThat(language(page, "problem-title")).isEmpty();
    }

    @Test
    void quotes_what_it_has_no_Japanese_words_for_and_marks_it_as_English() {
        HtmlPage page = refused(problem("https://onbehalf.dev/problems/invented-yesterday"), "ja");
        assertThat(Visitor.text(page, "problem-title")).isEqualTo("The tenant refused to act on your behalf");
        assertThat(List.of("problem-title", "problem-explanation", "problem-remedy"))
                .allSatisfy(id -> assertThat(language(page, id)).isEqualTo("en"));
        assertThat(Visitor.text(page, "problem-actor")).startsWith("組織の管理者");
    }

    @Test
    void quotes_the_remedy_that_belongs_to_the_tenants_number() {
        JsonObject problem =
                problem("https://onbehalf.dev/problems/exchange-refused").put("aadsts", "AADSTS50105");
        HtmlPage page = refused(problem, "ja");
        assertThat(Visitor.text(page, "problem-title")).isEqualTo("テナントにより、代理でのアクセスが拒否されました");
        assertThat(Visitor.text(page, "problem-remedy")).isEqualTo("Assign the user in Enterprise applications.");
        assertThat(language(page, "problem-remedy")).isEqualTo("en");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "about:blank",
                "https://evil.example/problems/role-missing",
                "javascript:alert(1)//onbehalf.dev/problems/role-missing",
                "https://onbehalf.dev/problems/../x"
            })
    void leads_to_no_page_but_ours(String type) {
        assertThat(refused(problem(type), "en").getElementById("problem-type")).isNull();
    }

    @Test
    void shows_markup_as_text() {
        JsonObject problem = problem("https://onbehalf.dev/problems/x").put("remedy", "<script>alert(1)</script>");
        HtmlPage page = refused(problem, "en");
        assertThat(Visitor.text(page, "problem-remedy")).isEqualTo("<script>alert(1)</script>");
    }

    @Test
    void says_something_where_nothing_was_said() {
        HtmlPage page = refused(new JsonObject(), "ja");
        assertThat(Visitor.text(page, "problem-title")).isEqualTo("注文サービスに拒否されました");
        assertThat(page.getElementById("problem-actor")).isNull();
        assertThat(page.getElementById("problem-remedy")).isNull();
    }

    @Test
    void explains_what_the_tenant_refuses_at_the_front_door_from_the_same_catalogue() {
        try (Visitor visitor = Visitor.anonymous("ja")) {
            HtmlPage page = visitor.open("/sign-in-failed?error=invalid_grant&error_description=AADSTS50105:%20no.");
            assertThat(page.getElementById("problem").getAttribute("data-kind")).isEqualTo("SIGN_IN_REFUSED");
            assertThat(Visitor.text(page, "problem-code")).isEqualTo("AADSTS50105");
            assertThat(Visitor.text(page, "problem-actor")).startsWith("組織の管理者");
            assertThat(Visitor.text(page, "problem-remedy")).contains("requires an assignment", "Users and groups");
            assertThat(language(page, "problem-remedy")).isEqualTo("en");
            assertThat(page.getElementById("problem-type").getAttribute("href"))
                    .startsWith("https://onbehalf.dev/problems/");
        }
    }

    @Test
    void has_no_more_to_say_of_a_number_nobody_has_explained() {
        try (Visitor visitor = Visitor.anonymous("en")) {
            HtmlPage page = visitor.open("/sign-in-failed?error=invalid_grant&error_description=AADSTS99999999:%20no.");
            assertThat(Visitor.text(page, "problem-code")).isEqualTo("AADSTS99999999");
            assertThat(page.getElementById("problem-remedy")).isNull();
        }
    }

    @Test
    void tells_a_script_the_same_as_a_problem_document() throws Exception {
        api.answers("GET /me", 403, problem("https://onbehalf.dev/problems/exchange-refused"));
        try (Visitor taro = Visitor.taro()) {
            WebRequest script = new WebRequest(
                    taro.open("/orders").getUrl().toURI().resolve("/profile").toURL());
            script.setAdditionalHeader("Accept", "*/*");
            var answer = taro.browser().loadWebResponse(script);
            assertThat(answer.getContentType()).isEqualTo("application/problem+json");
            assertThat(new JsonObject(answer.getContentAsString()))
                    .contains(
                            java.util.Map.entry("type", "https://onbehalf.dev/problems/exchange-refused"),
                            java.util.Map.entry("actor", "administrator"),
                            java.util.Map.entry("remedy", "Assign the user in Enterprise applications."),
                            java.util.Map.entry("traceId", TRACE));
        }
    }
}
