package dev.onbehalf.web.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import org.eclipse.microprofile.config.ConfigProvider;
import org.htmlunit.Page;
import org.htmlunit.WebClient;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;

/** Somebody with a browser that runs no script: all pages must do without. */
public final class Visitor implements AutoCloseable {

    private final WebClient browser = new WebClient();

    private Visitor(String language) {
        browser.getOptions().setJavaScriptEnabled(false);
        browser.getOptions().setCssEnabled(false);
        browser.getOptions().setPrintContentOnFailingStatusCode(false);
        browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
        browser.addRequestHeader("Accept-Language", language);
    }

    public static Visitor anonymous(String language) {
        return new Visitor(language);
    }

    public static Visitor signedIn(String user, String language) {
        Visitor visitor = new Visitor(language);
        visitor.browser.addRequestHeader(TestingSignIn.HEADER, user);
        return visitor;
    }

    public static Visitor taro() {
        return signedIn("taro", "en");
    }

    public HtmlPage open(String path) {
        return (HtmlPage) fetch(path);
    }

    public Page fetch(String path) {
        try {
            return browser.getPage(address(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the person sees after pressing this. */
    public static HtmlPage press(HtmlPage page, String id) {
        try {
            return page.getHtmlElementById(id).click();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(HtmlPage page, String id) {
        DomElement element = page.getElementById(id);
        return element == null
                ? "nothing with the id " + id
                : element.getTextContent().strip();
    }

    public WebClient browser() {
        return browser;
    }

    private static URL address(String path) throws IOException {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        return URI.create("http://localhost:" + port + path).toURL();
    }

    @Override
    public void close() {
        browser.close();
    }
}
