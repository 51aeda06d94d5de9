package dev.onbehalf.web.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.htmlunit.Page;
import org.htmlunit.WebClient;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.Cookie;
import org.htmlunit.util.WebConnectionWrapper;

/** A person's browser that remembers every answer it got. */
public final class TestingBrowser implements AutoCloseable {

    public static final String PASSWORD = "Passw0rd!";

    /** One answer, as it came over the wire. */
    public record Exchange(
            String method, URI url, int status, List<String> setCookies, String location, String everything) {

        public int setCookieBytes() {
            return setCookies.stream()
                    .mapToInt(line -> "Set-Cookie: ".length() + line.length() + 2)
                    .sum();
        }
    }

    private final URI application;
    private final WebClient client = new WebClient();
    private final List<Exchange> exchanges = new ArrayList<>();

    public TestingBrowser(URL application) {
        this.application = URI.create(application.toString());
        client.getOptions().setJavaScriptEnabled(false);
        client.getOptions().setCssEnabled(false);
        client.getOptions().setThrowExceptionOnFailingStatusCode(false);
        client.setWebConnection(new WebConnectionWrapper(client) {
            @Override
            public WebResponse getResponse(WebRequest request) throws IOException {
                WebResponse response = super.getResponse(request);
                exchanges.add(exchange(request, response));
                return response;
            }
        });
    }

    private static Exchange exchange(WebRequest request, WebResponse response) {
        List<String> cookies = response.getResponseHeaders().stream()
                .filter(header -> header.getName().equalsIgnoreCase("Set-Cookie"))
                .map(header -> header.getValue())
                .toList();
        String everything = request.getUrl() + "\n"
                + response.getResponseHeaders().stream()
                        .map(header -> header.getName() + ": " + header.getValue())
                        .collect(Collectors.joining("\n"))
                + "\n" + response.getContentAsString();
        String location = response.getResponseHeaderValue("Location");
        return new Exchange(
                request.getHttpMethod().name(),
                URI.create(request.getUrl().toString()),
                response.getStatusCode(),
                cookies,
                location == null ? "" : location,
                everything);
    }

    public WebClient client() {
        return client;
    }

    public URI address(String path) {
        return application.resolve(path);
    }

    public Page open(String path) {
        try {
            return client.getPage(address(path).toURL());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a page that needs a sign-in, signs in, and returns what is shown in the end. */
    public HtmlPage signIn(String path, String user) {
        return submitPassword((HtmlPage) open(path), user);
    }

    public static HtmlPage submitPassword(HtmlPage signInPage, String user) {
        try {
            ((org.htmlunit.html.HtmlInput) signInPage.getElementById("username")).setValue(user);
            ((org.htmlunit.html.HtmlInput) signInPage.getElementById("password")).setValue(PASSWORD);
            return signInPage.getElementById("sign-in").click();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks without following. */
    public WebResponse ask(WebRequest request) {
        boolean follow = client.getOptions().isRedirectEnabled();
        client.getOptions().setRedirectEnabled(false);
        try {
            return client.getPage(request).getWebResponse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            client.getOptions().setRedirectEnabled(follow);
        }
    }

    public WebResponse ask(String path) {
        try {
            return ask(new WebRequest(address(path).toURL()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String sessionCookie() {
        return cookie("q_session");
    }

    public String cookie(String name) {
        Cookie cookie = client.getCookieManager().getCookie(name);
        return cookie == null ? null : cookie.getValue();
    }

    public void setSessionCookie(String value) {
        client.getCookieManager().addCookie(new Cookie("localhost", "q_session", value, "/", 3600, false));
    }

    public List<Exchange> exchanges() {
        return exchanges;
    }

    public Exchange last(String path) {
        return exchanges.stream()
                .filter(exchange -> exchange.url().getPath().equals(path))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Override
    public void close() {
        client.close();
    }
}
