package dev.onbehalf.stack;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Somebody in front of a browser: the steps that tests tell their stories with. */
record Person(Page page, URI web) {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String PASSWORD = "Passw0rd!";

    Person opens(String path) {
        page.navigate(web.resolve(path).toString());
        return this;
    }

    /** From the landing page through the tenant's sign-in page and back. */
    Person signsInAs(String username) {
        opens("/");
        page.click("#sign-in");
        return entersPasswordOf(username);
    }

    /** On the tenant's sign-in page. */
    Person entersPasswordOf(String username) {
        page.fill("#username", username);
        page.fill("#password", PASSWORD);
        page.click("#sign-in");
        page.waitForURL(url -> url.startsWith(web.toString()));
        return this;
    }

    /** On the form for a new order: fills it in, and does not send it. */
    Person writes(String item, int quantity, String unitPrice) {
        opens("/orders/new");
        page.fill("[name=item]", item);
        page.fill("[name=quantity]", Integer.toString(quantity));
        page.fill("[name=unitPrice]", unitPrice);
        return this;
    }

    Person places(String item, int quantity, String unitPrice) {
        writes(item, quantity, unitPrice);
        page.click("#place-order");
        page.waitForURL(url -> url.matches(".*/orders/[0-9a-f-]{36}.*"));
        return this;
    }

    /** On the page of an order: asks for its approval. Where that ends depends. */
    Person approves() {
        page.click("#approve-order");
        page.click("#confirm-approve");
        return this;
    }

    /** On the page of one's own order: asks for its receipt. Where that ends depends. */
    Person asksForTheReceipt() {
        page.click("#send-receipt");
        return this;
    }

    /** Has been led away from the web frontend. */
    Person isAtTheTenant() {
        page.waitForURL(url -> !url.startsWith(web.toString()));
        return this;
    }

    /** On the tenant's page that asks for a second factor. */
    Person verifies() {
        page.click("#verify");
        return this;
    }

    /** Is shown what was interrupted, and waits for somebody's word. */
    Person isAskedToConfirm() {
        page.waitForURL(url -> url.contains("/continue?id="));
        return this;
    }

    /** Says that what was interrupted shall be done. */
    Person confirms() {
        page.click("#confirm");
        return this;
    }

    /** Which problem the page tells of. */
    String problem() {
        return page.getAttribute("#problem", "data-kind");
    }

    /** What the page says has just happened. */
    String notice() {
        return page.getAttribute("#notice", "data-notice");
    }

    Person signsOut() {
        page.click("#user-menu > summary");
        page.click("#sign-out");
        page.waitForURL(url -> url.startsWith(web.toString()));
        return this;
    }

    /** What this browser would send to the web frontend. */
    List<Cookie> cookies() {
        return page.context().cookies(web.toString());
    }

    /** Sends the cookies of somebody else from now on. */
    Person steals(List<Cookie> cookies) {
        page.context()
                .addCookies(cookies.stream()
                        .map(cookie -> new Cookie(cookie.name, cookie.value).setUrl(web.toString()))
                        .toList());
        return this;
    }

    String text(String selector) {
        return page.textContent(selector).strip();
    }

    /** Keeps a picture of the whole page under {@code target/screenshots}, for people to look at. */
    Person picture(String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
        return this;
    }
}
