package dev.onbehalf.stack;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Path;

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

    Person places(String item, int quantity, String unitPrice) {
        opens("/orders/new");
        page.fill("[name=item]", item);
        page.fill("[name=quantity]", Integer.toString(quantity));
        page.fill("[name=unitPrice]", unitPrice);
        page.click("#place-order");
        page.waitForURL(url -> url.matches(".*/orders/[0-9a-f-]{36}.*"));
        return this;
    }

    Person signsOut() {
        page.click("#user-menu > summary");
        page.click("#sign-out");
        page.waitForURL(url -> url.startsWith(web.toString()));
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
