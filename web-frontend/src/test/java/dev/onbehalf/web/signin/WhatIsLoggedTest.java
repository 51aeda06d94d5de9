package dev.onbehalf.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.web.session.TestingClock;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SigningInTest.WithTenant.class)
@DisplayName("What is logged")
@DisplayNameGeneration(ReplaceUnderscores.class)
class WhatIsLoggedTest {

    private static final String PAGE = "/testing-page";

    /** Everything the application says, with stack traces. */
    private static final class Recorder extends Handler {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord log) {
            StringWriter text = new StringWriter();
            text.append(log.getLoggerName()).append(' ');
            text.append(log instanceof ExtLogRecord ext ? ext.getFormattedMessage() : log.getMessage());
            if (log.getThrown() != null) {
                log.getThrown().printStackTrace(new PrintWriter(text));
            }
            if (!log.getLoggerName().startsWith("org.htmlunit")
                    && !log.getLoggerName().startsWith("org.apache.http")) {
                lines.add(text.toString());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @TestHTTPResource("/")
    URL application;

    @Inject
    TestingClock clock;

    LocalTenant tenant;

    @Test
    void is_no_token_no_code_no_session_and_no_name() {
        tenant.reset();
        Recorder log = new Recorder();
        Logger root = Logger.getLogger("");
        root.addHandler(log);
        List<String> secrets = new ArrayList<>(List.of("taro", "田中", "local-tenant-web-secret", "Passw0rd"));
        try (TestingBrowser browser = new TestingBrowser(application)) {
            liveThroughASession(browser, secrets);
            sendAFormTooLate(browser, secrets);
            failToSignIn(browser, secrets);
        } finally {
            root.removeHandler(log);
            clock.reset();
        }
        assertThat(secrets).hasSizeGreaterThan(10);
        assertThat(log.lines).as("something was logged at all").isNotEmpty();
        assertThat(log.lines).allSatisfy(line -> assertThat(line).doesNotContain(secrets));
    }

    private void liveThroughASession(TestingBrowser browser, List<String> secrets) {
        browser.signIn(PAGE, "taro@contoso.test");
        secrets.add(browser.sessionCookie());
        secrets.addAll(SessionBehind.tokens(browser.sessionCookie()));
        secrets.add(SessionBehind.sid(browser.sessionCookie()));
        secrets.add(codeIn(browser.last("/signed-in").url()));
        browser.open(PAGE + "/api");
        clock.putForward(Duration.ofMinutes(57));
        browser.open(PAGE);
        secrets.addAll(SessionBehind.tokens(browser.sessionCookie()));
        browser.ask("/front-channel-sign-out?sid=" + SessionBehind.sid(browser.sessionCookie()));
        browser.open(PAGE);
    }

    private void sendAFormTooLate(TestingBrowser browser, List<String> secrets) {
        HtmlPage form = (HtmlPage) browser.open("/orders/new");
        secrets.add(((HtmlInput) form.getElementByName("whose")).getValue());
        secrets.add("Surprise for Hana");
        ((HtmlInput) form.getElementByName("item")).setValue("Surprise for Hana");
        clock.putForward(Duration.ofMinutes(61));
        try {
            HtmlPage waiting = form.getElementById("place-order").click();
            assertThat(waiting.getElementById("interrupted").getTextContent()).contains("Surprise for Hana");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        secrets.add(browser.sessionCookie());
    }

    private void failToSignIn(TestingBrowser browser, List<String> secrets) {
        browser.client().getCookieManager().clearCookies();
        // The tenant lives an hour ahead: quarkus-oidc does not accept such an id token, and would say which one.
        tenant.entra().clock().moveTo(Duration.ofHours(1));
        HtmlPage page = browser.signIn(PAGE, "taro@contoso.test");
        assertThat(page.getWebResponse().getStatusCode()).isEqualTo(401);
        tenant.entra().clock().moveTo(Duration.ZERO);
        secrets.add(codeIn(browser.last("/signed-in").url()));
    }

    private static String codeIn(URI address) {
        return address.getQuery().replaceFirst("(.*&)?code=([^&]*).*", "$2");
    }
}
