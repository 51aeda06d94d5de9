package dev.onbehalf.tenant.clients;

import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.TestingBrowser.usual;
import static dev.onbehalf.tenant.TestingSpa.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingApplication;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.http.Form;
import java.util.Map;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("In a browser that runs scripts")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class InARealBrowserTest {
    private static final String STATE = "状態|\"><b>&amp;\r\n+%2B==";

    private final TestingApplication application = new TestingApplication();
    private final WebClient browser = new WebClient();

    InARealBrowserTest() {
        browser.getOptions().setCssEnabled(false);
        browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
    }

    @AfterEach
    void close() {
        browser.close();
        application.close();
    }

    @Test
    void the_answer_posts_itself_to_the_application(Entra entra) throws Exception {
        String signedIn = application.address("/signed-in");

        HtmlPage page = signIn(entra, usual("redirect_uri", signedIn, "response_mode", "form_post", "state", STATE));

        assertThat(page.getUrl()).hasToString(signedIn);
        var visit = application.visit("/signed-in");
        assertThat(visit.method()).isEqualTo("POST");
        assertThat(visit.uri().getQuery()).isNull();
        assertThat(visit.form()).containsEntry("state", STATE).containsOnlyKeys("code", "state", "session_state");
    }

    @Test
    void the_answer_waits_for_a_click_when_scripts_are_off(Entra entra) throws Exception {
        browser.getOptions().setJavaScriptEnabled(false);

        HtmlPage page =
                signIn(entra, usual("redirect_uri", application.address("/signed-in"), "response_mode", "form_post"));
        page.<HtmlButton>querySelector("#continue").click();

        assertThat(application.visit("/signed-in").form()).containsKey("code");
    }

    @Test
    void a_hidden_frame_renews_the_tokens(Entra entra) throws Exception {
        signIn(entra, request("redirect_uri", application.address("/lab/callback")));
        String callback = application.address("/lab/callback");

        HtmlPage page =
                framing(entra, request("redirect_uri", callback, "response_type", "id_token token", "prompt", "none"));

        HtmlPage inFrame = (HtmlPage) page.getFrames().getFirst().getEnclosedPage();
        assertThat(inFrame.getUrl().toString()).startsWith(callback + "#");
        assertThat(inFrame.getUrl().getRef()).contains("id_token=", "access_token=", "state=a-state");
        assertThat(page.querySelector("#heard").getTextContent()).contains("id_token=");
    }

    @Test
    void a_hidden_frame_hears_that_nobody_is_signed_in(Entra entra) throws Exception {
        HtmlPage page = framing(
                entra,
                request(
                        "redirect_uri",
                        application.address("/lab/callback"),
                        "prompt",
                        "none",
                        "response_mode",
                        "fragment"));

        assertThat(page.querySelector("#heard").getTextContent()).startsWith("#error=login_required&");
    }

    @Test
    void a_hidden_frame_may_be_answered_by_a_form(Entra entra) throws Exception {
        signIn(entra, request("redirect_uri", application.address("/lab/callback")));

        framing(
                entra,
                request(
                        "redirect_uri",
                        application.address("/lab/callback"),
                        "prompt",
                        "none",
                        "response_mode",
                        "form_post"));
        browser.waitForBackgroundJavaScript(20_000);

        assertThat(application.visit("/lab/callback").form()).containsKey("code");
    }

    @Test
    void the_sign_in_page_cannot_be_framed(Entra entra) throws Exception {
        HtmlPage page = framing(entra, request("redirect_uri", application.address("/lab/callback")));

        var inFrame = page.getFrames().getFirst().getEnclosedPage();
        assertThat(inFrame.getWebResponse().getContentAsString()).doesNotContain("id=\"password\"");
    }

    @Test
    void signing_out_tells_the_application_in_a_frame_before_it_goes_on(Entra entra) throws Exception {
        signIn(entra, usual("redirect_uri", application.address("/signed-in")));

        browser.getPage(entra.http() + "/" + CONTOSO + "/oauth2/v2.0/logout?"
                + Form.encode(Map.of("post_logout_redirect_uri", application.address("/"), "state", "left")));
        browser.waitForBackgroundJavaScript(20_000);

        assertThat(application.visit("/front-channel-sign-out").uri().getQuery())
                .matches("sid=[0-9a-f-]{36}");
        assertThat(application.visit("/").uri().getQuery()).isEqualTo("state=left");
    }

    private HtmlPage signIn(Entra entra, Map<String, String> parameters) throws Exception {
        HtmlPage page = browser.getPage(authorize(entra, parameters));
        page.<org.htmlunit.html.HtmlInput>querySelector("#username").setValue(TARO);
        page.<org.htmlunit.html.HtmlInput>querySelector("#password").setValue("Passw0rd!");
        page.<HtmlButton>querySelector("#sign-in").click();
        browser.waitForBackgroundJavaScript(20_000);
        return (HtmlPage) browser.getCurrentWindow().getEnclosedPage();
    }

    /** A page of the application with the authorize request in a hidden frame, as MSAL's silent renewal does it. */
    private HtmlPage framing(Entra entra, Map<String, String> parameters) throws Exception {
        application.page(
                "/lab/callback",
                "<script>parent.document.getElementById('heard').textContent = location.hash</script>");
        application.page("/app", """
                <!doctype html><title>app</title><p id="heard"></p>
                <iframe style="display:none" src="%s"></iframe>
                """.formatted(authorize(entra, parameters).replace("&", "&amp;")));
        HtmlPage page = browser.getPage(application.address("/app"));
        browser.waitForBackgroundJavaScript(20_000);
        return page;
    }

    private static String authorize(Entra entra, Map<String, String> parameters) {
        return entra.http() + "/" + CONTOSO + "/oauth2/v2.0/authorize?" + Form.encode(parameters);
    }
}
